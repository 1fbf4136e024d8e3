public import SkeinWire

/// One part of a fact or of an act's arguments.
public enum FactPart: Hashable, Sendable {
    case value(Value)
    /// Free or personal text: becomes a content record, the part its hash.
    case text(String)
}
