public import SkeinCRDT
public import SkeinWire

/// A value that nothing which saw it has replaced, with the operation that wrote it.
public struct AliveValue: Hashable, Sendable {
    public let dot: Dot
    public let value: Value
    /// Effective stamp, log index and position; the index is `OrderKey.unsentIndex` until logged.
    public let key: OrderKey
    /// The size of the log that its author had ingested.
    public let seen: UInt64

    public init(dot: Dot, value: Value, key: OrderKey, seen: UInt64) {
        self.dot = dot
        self.value = value
        self.key = key
        self.seen = seen
    }

    /// Whether this value's writer knew the other's operation (rule 7): it lies below `seen`, or is
    /// an earlier one by the same device.
    public func saw(_ other: AliveValue) -> Bool {
        if dot.device == other.dot.device { return other.dot.counter < dot.counter }
        return other.key.logIndex < seen
    }
}
