public import SkeinWire

/// One change that an application asks for; `record` turns it into an operation.
public enum Edit: Hashable, Sendable {
    case write(EntityID, field: String, Value)
    /// Like `write`, of free or personal text: it travels in a content record of its own.
    case writeText(EntityID, field: String, String)
    case add(EntityID, field: String, Value)
    case remove(EntityID, field: String, Value)
    /// Skipped where an equal copy is known already.
    case fact(EntityID, field: String, [FactPart])
    case act(verb: String, subject: EntityID, [FactPart])
}
