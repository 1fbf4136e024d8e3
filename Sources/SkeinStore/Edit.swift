public import SkeinWire

/// One change that an application asks for; `record` turns it into an operation.
public enum Edit: Hashable, Sendable {
    case write(EntityID, field: String, Value)
    /// Like `write`, of free or personal text: it travels in a content record of its own.
    case writeText(EntityID, field: String, String)
    case add(EntityID, field: String, Value)
    case remove(EntityID, field: String, Value)
    /// Skipped where an equal copy is known already.
    case fact(EntityID, field: String, [Part])
    case act(verb: String, subject: EntityID, [Part])

    /// An item of a fact's or an act's list.
    public enum Part: Hashable, Sendable {
        case value(Value)
        /// Free or personal text.
        case text(String)
    }
}
