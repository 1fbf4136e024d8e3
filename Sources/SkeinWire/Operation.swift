public import SkeinCRDT

/// One change, as it is recorded, sealed, logged and merged.
public struct Operation: Hashable, Sendable {
    public let dot: Dot
    /// The author's hybrid clock, not yet clamped by the log.
    public let stamp: HybridTime
    /// The size of the log that the author had fully ingested: the operation saw every valid
    /// operation below it, and its author's earlier ones.
    public let seen: UInt64
    /// True for the first operation of a command; the following ones, up to the next such mark, are
    /// undone with it.
    public let startsCommand: Bool
    public let action: Action

    public enum Action: Hashable, Sendable {
        /// Sets a register: replaces every alive value that was seen.
        case write(EntityID, field: String, Value)
        /// Puts an element into a set.
        case add(EntityID, field: String, Value)
        /// Takes out of a set those additions of the element that were seen.
        case remove(EntityID, field: String, Value)
        /// States something that never changes; replaces nothing.
        case fact(EntityID, field: String, Value)
        /// A step that the log orders (claims, leases); `arguments` is a list.
        case act(verb: String, subject: EntityID, arguments: [Value])
    }

    public init(
        dot: Dot, stamp: HybridTime, seen: UInt64, startsCommand: Bool, action: Action
    ) {
        self.dot = dot
        self.stamp = stamp
        self.seen = seen
        self.startsCommand = startsCommand
        self.action = action
    }
}

/// A piece of free or personal text with the salt that keeps its hash from being guessed.
public struct Content: Hashable, Sendable {
    public static let saltLength = 16
    public let salt: [UInt8]
    public let text: [UInt8]

    /// - Precondition: the salt has 16 bytes.
    public init(salt: [UInt8], text: [UInt8]) {
        precondition(salt.count == Self.saltLength, "a content salt has 16 bytes")
        self.salt = salt
        self.text = text
    }
}

extension Operation.Action {
    /// The entity that the operation is about; for an act, its subject.
    public var entity: EntityID {
        switch self {
        case .write(let entity, _, _), .add(let entity, _, _), .remove(let entity, _, _),
            .fact(let entity, _, _):
            entity
        case .act(_, let subject, _): subject
        }
    }

    /// The field, or an act's verb.
    public var name: String {
        switch self {
        case .write(_, let field, _), .add(_, let field, _), .remove(_, let field, _),
            .fact(_, let field, _):
            field
        case .act(let verb, _, _): verb
        }
    }
}
