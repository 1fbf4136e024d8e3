package import SkeinCRDT
package import SkeinStore
package import SkeinWire

/// What every replica of a log has to hold and show: slow, and read off the rules (7, 8, 11, 12,
/// 16) word by word, so that it errs otherwise than the store.
package struct ReferenceModel {
    /// One field of one entity. Names are told apart by their bytes.
    package struct Place: Hashable, Sendable {
        package let entity: EntityID
        package let field: [UInt8]

        var fieldName: String { String(decoding: field, as: UTF8.self) }
    }

    /// A change of one place.
    package struct Change: Sendable {
        enum Kind: Sendable { case write, add, remove, fact }

        let kind: Kind
        package let value: Value
        package let logged: LoggedOperation

        package var dot: Dot { logged.operation.dot }
    }

    /// Every entity that an operation names, even one that does not count.
    package let entities: Set<EntityID>
    /// What nothing has replaced, in the order of the dots; a place without any is absent.
    package let aliveByPlace: [Place: [Change]]
    private let changesByPlace: [Place: [Change]]
    private let schema: Schema

    /// - Parameter log: the operations of all valid batches, in the log's order.
    package init(_ log: [LoggedOperation], schema: Schema) {
        self.schema = schema
        entities = Set(log.map(\.operation.action.entity))
        var changes: [Place: [Change]] = [:]
        for logged in log where logged.counts {
            guard let (place, change) = Self.change(logged) else { continue }
            changes[place, default: []].append(change)
        }
        changesByPlace = changes
        aliveByPlace = changes.mapValues(Self.alive).filter { !$0.value.isEmpty }
    }

    private static func change(_ logged: LoggedOperation) -> (Place, Change)? {
        switch logged.operation.action {
        case .write(let entity, let field, let value):
            (Place(entity, field), Change(kind: .write, value: value, logged: logged))
        case .add(let entity, let field, let value):
            (Place(entity, field), Change(kind: .add, value: value, logged: logged))
        case .remove(let entity, let field, let value):
            (Place(entity, field), Change(kind: .remove, value: value, logged: logged))
        case .fact(let entity, let field, let value):
            (Place(entity, field), Change(kind: .fact, value: value, logged: logged))
        case .act: nil
        }
    }

    // MARK: Alive

    private static func alive(_ changes: [Change]) -> [Change] {
        changes
            .filter { change in
                change.kind != .remove && !changes.contains { isReplaced(change, by: $0) }
            }
            .sorted { $0.dot < $1.dot }
    }

    /// A later write ends what it saw; a later removal, what it saw of its own value.
    private static func isReplaced(_ change: Change, by other: Change) -> Bool {
        guard other.logged.isLogged(after: change.logged), other.logged.saw(change.logged) else {
            return false
        }
        switch other.kind {
        case .write: return true
        case .remove: return other.value == change.value
        case .add, .fact: return false
        }
    }

    package func alive(_ entity: EntityID, _ field: String) -> [Change] {
        aliveByPlace[Place(entity, field)] ?? []
    }

    // MARK: Shown

    /// The value in use, by the field's rule.
    package func shown(_ entity: EntityID, _ field: String) -> Change? {
        Self.choose(alive(entity, field), schema.rule(field)?.kind)
    }

    package static func choose(_ alive: [Change], _ kind: FieldRule.Kind?) -> Change? {
        let inOrder = alive.sorted { $0.logged.isBefore($1.logged) }
        switch kind {
        case .register(.latest), .set, nil: return inOrder.last
        case .register(.earliest), .fact: return inOrder.first
        case .register(.firstSet): return inOrder.first { $0.value != .null } ?? inOrder.last
        case .register(.lowest): return lowest(inOrder)
        case .register(.ranked(let ranks)):
            for rank in ranks {
                if let best = inOrder.last(where: { $0.value == rank }) { return best }
            }
            return inOrder.last
        }
    }

    private static func lowest(_ inOrder: [Change]) -> Change? {
        if let cleared = inOrder.last(where: { $0.value == .null }) { return cleared }
        let numbers = inOrder.compactMap { change -> Int64? in
            guard case .integer(let number) = change.value else { return nil }
            return number
        }
        guard let least = numbers.min() else { return inOrder.last }
        return inOrder.last { $0.value == .integer(least) }
    }

    /// The registers in which different values are alive, in the order of the schema.
    package func conflicts(_ entity: EntityID) -> [String] {
        schema.fields.map(\.name).filter { field in
            guard case .register = schema.rule(field)?.kind else { return false }
            let values = alive(entity, field).map(\.value)
            return values.contains { $0 != values[0] }
        }
    }

    // MARK: Sets

    /// The elements of a set: those of which some addition was seen by no removal, said without
    /// the alive values above.
    package func elements(_ entity: EntityID, _ field: String) -> Set<Value> {
        let changes = changesByPlace[Place(entity, field)] ?? []
        let endings = changes.filter { $0.kind == .remove || $0.kind == .write }
        let additions = changes.filter { addition in
            addition.kind != .remove
                && !endings.contains { ending in
                    ending.logged.saw(addition.logged)
                        && ending.logged.isLogged(after: addition.logged)
                        && (ending.kind == .write || ending.value == addition.value)
                }
        }
        return Set(additions.map(\.value))
    }
}

extension ReferenceModel.Place {
    init(_ entity: EntityID, _ field: String) {
        self.init(entity: entity, field: Array(field.utf8))
    }
}
