public import SkeinWire

/// What an application keeps: its fields, each with its kind and its rule for showing one value.
///
/// Operations on fields that a schema does not know are kept and carried on; they are not shown.
public struct Schema: Sendable {
    /// In the order of declaration.
    public let fields: [FieldRule]
    private let ruleByName: [String: FieldRule]

    /// - Precondition: no two fields have one name.
    public init(_ fields: [FieldRule]) {
        self.fields = fields
        ruleByName = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
    }

    public func rule(_ field: String) -> FieldRule? { ruleByName[field] }
}

/// One field: `entity.field` by convention, printable ASCII without blanks.
public struct FieldRule: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// One value; several stay alive when their writers had not seen each other.
        case register(Choice)
        /// Elements; an addition survives a removal that had not seen it.
        case set
        /// Written once, never replaced; of unequal copies the first in the log's order is shown.
        case fact
    }

    public let name: String
    public let kind: Kind

    /// - Precondition: a name that can travel.
    public init(_ name: String, _ kind: Kind) {
        precondition(BatchLimits.isName(name.utf8), "a field's name is printable ASCII")
        self.name = name
        self.kind = kind
    }
}

/// Which of several alive values a register shows. Every rule ends with the order key.
public enum Choice: Hashable, Sendable {
    /// The last one in the common order.
    case latest
    /// The first one in the common order.
    case earliest
    /// The first of these values that is alive; values not listed come after; ties by latest.
    case ranked([Value])
    /// The first in the common order that is not null; null only if nothing else is alive.
    case firstSet
    /// Null if it is alive, else the smallest integer; ties by latest.
    case lowest
}
