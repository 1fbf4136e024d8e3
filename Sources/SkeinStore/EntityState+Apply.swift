package import SkeinCRDT
package import SkeinWire

extension EntityState {
    /// Merges one operation: what it saw and replaces goes, what it writes comes.
    ///
    /// Applying an operation a second time changes nothing. In log order, nothing that replaces an
    /// operation can come before it, so no memory of the replaced is needed.
    package mutating func apply(_ operation: Operation, key: OrderKey) {
        switch operation.action {
        case .write(_, let field, let value):
            put(value, of: operation, key: key, into: field) { _ in true }
        case .add(_, let field, let value), .fact(_, let field, let value):
            put(value, of: operation, key: key, into: field) { _ in false }
        case .remove(_, let field, let value):
            let remover = AliveValue(
                dot: operation.dot, value: value, key: key, seen: operation.seen)
            #if PLANTED_BUGS
                if planted(.removalOfOwnOnly) {
                    let own = operation.dot.device
                    return drop(from: field) { $0.value == value && $0.dot.device == own }
                }
                if planted(.removalTakesUnseen) { drop(from: field) { $0.value == value } }
            #endif
            drop(from: field) { $0.value == value && remover.saw($0) }
        case .act:
            break
        }
    }

    private mutating func put(
        _ value: Value, of operation: Operation, key: OrderKey, into field: String,
        replacing: (AliveValue) -> Bool
    ) {
        let new = AliveValue(dot: operation.dot, value: value, key: key, seen: operation.seen)
        #if PLANTED_BUGS
            if planted(.writeReplacesUnseen) { drop(from: field, where: replacing) }
        #endif
        drop(from: field) { $0.dot == new.dot || (replacing($0) && new.saw($0)) }
        var values = cells[field] ?? []
        let place = values.firstIndex { new.dot < $0.dot } ?? values.endIndex
        values.insert(new, at: place)
        cells[field] = values
    }

    private mutating func drop(from field: String, where gone: (AliveValue) -> Bool) {
        guard var values = cells[field] else { return }
        values.removeAll(where: gone)
        cells[field] = values.isEmpty ? nil : values
    }
}
