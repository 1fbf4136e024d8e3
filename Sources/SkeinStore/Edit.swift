public import SkeinWire

/// One wish of the application, before it has a dot, a stamp and, for its texts, a salt.
public enum Edit: Hashable, Sendable {
    case write(EntityID, field: String, Value)
    /// As `write`, the text going into a content record that can be erased.
    case writeText(EntityID, field: String, String)
    case add(EntityID, field: String, Value)
    case remove(EntityID, field: String, Value)
    case fact(EntityID, field: String, [FactPart])
    case act(verb: String, subject: EntityID, [FactPart])
}
