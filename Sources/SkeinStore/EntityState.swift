public import SkeinWire

/// All that is alive of one entity.
public struct EntityState: Hashable, Sendable {
    public let id: EntityID
    /// Alive values by field, each list sorted by dot; a field with none is absent.
    public internal(set) var cells: [String: [AliveValue]]
    let schema: SchemaReference

    package init(id: EntityID, cells: [String: [AliveValue]], schema: Schema) {
        self.id = id
        self.cells = cells
        self.schema = SchemaReference(schema: schema)
    }

    public func alive(_ field: String) -> [AliveValue] { cells[field] ?? [] }

    /// The value in use, chosen by the field's rule; nil where nothing is alive.
    public func shown(_ field: String) -> AliveValue? {
        let values = alive(field)
        guard values.count > 1 else { return values.first }
        switch schema.schema.rule(field)?.kind {
        case .register(let choice): return choice.pick(values)
        case .fact: return values.min { $0.key < $1.key }
        case .set, nil: return values.max { $0.key < $1.key }
        }
    }

    /// What a fact says; nil where it is not known.
    public func fact(_ field: String) -> Value? { shown(field)?.value }

    /// A set's elements, each once, in the order of their canonical bytes.
    public func elements(_ field: String) -> [Value] {
        Set(alive(field).map(\.value))
            .map { (bytes: $0.encoded(), value: $0) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
            .map(\.value)
    }

    /// Whether values that differ are alive in a register.
    ///
    /// Facts never are in conflict: each device's copy of a text has a salt of its own, so copies
    /// that say the same differ in their hashes.
    public func isConflict(_ field: String) -> Bool {
        guard case .register = schema.schema.rule(field)?.kind else { return false }
        let values = alive(field)
        return values.contains { $0.value != values[0].value }
    }

    /// The fields in conflict, in the order of the schema.
    public var conflicts: [String] { schema.schema.fields.map(\.name).filter(isConflict) }

    /// Lets the state carry its schema without taking part in comparisons.
    struct SchemaReference: Hashable, Sendable {
        let schema: Schema

        static func == (left: Self, right: Self) -> Bool { true }
        func hash(into hasher: inout Hasher) {}
    }
}

extension Choice {
    /// - Precondition: `values` is not empty.
    func pick(_ values: [AliveValue]) -> AliveValue? {
        let latestFirst = values.sorted { $1.key < $0.key }
        switch self {
        case .latest: return latestFirst.first
        case .earliest: return latestFirst.last
        case .ranked(let order):
            let best = order.first { rank in latestFirst.contains { $0.value == rank } }
            return best.flatMap { best in latestFirst.first { $0.value == best } }
                ?? latestFirst.first
        case .firstSet: return latestFirst.last { $0.value != .null } ?? latestFirst.first
        case .lowest: return latestFirst.min { $0.wakeOrder < $1.wakeOrder }
        }
    }
}

extension AliveValue {
    /// Null first, integers by size, everything else last.
    fileprivate var wakeOrder: (Int, Int64) {
        switch value {
        case .null: (0, 0)
        case .integer(let number): (1, number)
        default: (2, 0)
        }
    }
}
