/// The ordinal of a device in its workspace: the place of its `add` entry among all of them, the
/// founder's being 0. Never reused.
public struct DeviceNumber: Hashable, Comparable, Sendable {
    public let rawValue: UInt16

    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The name of one operation: who made it and which of its author's operations it is.
///
/// Counters of one device strictly increase, from 1, and may have gaps.
public struct Dot: Hashable, Comparable, Sendable {
    public let device: DeviceNumber
    public let counter: UInt64

    public init(device: DeviceNumber, counter: UInt64) {
        self.device = device
        self.counter = counter
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.device, left.counter) < (right.device, right.counter)
    }
}
