/// A reading of the calendar clock: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
///
/// Can jump in either direction; never compared with a `MonotonicTime`.
public struct WallTime: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public static func + (time: Self, span: Duration) -> Self {
        Self(milliseconds: time.milliseconds &+ span.wholeMilliseconds)
    }

    public static func - (left: Self, right: Self) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

/// A reading of the boot-time clock (`CLOCK_BOOTTIME`): it never goes back and counts time asleep.
///
/// Comparable only within one boot of one machine.
public struct MonotonicTime: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public static func + (time: Self, span: Duration) -> Self {
        Self(milliseconds: time.milliseconds &+ span.wholeMilliseconds)
    }

    public static func - (left: Self, right: Self) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

/// Both clocks, read at one moment: what every engine is given with every event.
public struct Instant: Hashable, Sendable {
    public var wall: WallTime
    public var monotonic: MonotonicTime

    public init(wall: WallTime, monotonic: MonotonicTime) {
        self.wall = wall
        self.monotonic = monotonic
    }
}

extension Duration {
    /// This span in whole milliseconds, rounded towards zero.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
