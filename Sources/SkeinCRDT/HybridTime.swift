/// A stamp of the hybrid logical clock: wall milliseconds (48 bits) and a counter.
///
/// Source: Kulkarni et al., "Logical Physical Clocks" (2014). Differs in one point: a full counter
/// carries into the milliseconds instead of failing, so no foreign stamp can block a device.
public struct HybridTime: Hashable, Comparable, Sendable {
    public static let millisecondsMax: UInt64 = 1 << 48 - 1

    public let milliseconds: UInt64
    public let counter: UInt16

    /// Milliseconds above the 48 bits are cut to the largest value that fits.
    public init(milliseconds: UInt64, counter: UInt16) {
        self.milliseconds = min(milliseconds, Self.millisecondsMax)
        self.counter = counter
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.milliseconds, left.counter) < (right.milliseconds, right.counter)
    }

    /// The highest stamp there is, in the year 10889.
    public static let latest = HybridTime(milliseconds: millisecondsMax, counter: .max)

    /// The next stamp after this one, the counter carrying into the milliseconds. The latest stamp
    /// is its own successor: it must not wrap to an earlier one.
    public var successor: HybridTime {
        guard self < Self.latest else { return self }
        return counter == .max
            ? HybridTime(milliseconds: milliseconds + 1, counter: 0)
            : HybridTime(milliseconds: milliseconds, counter: counter + 1)
    }
}

/// A device's hybrid clock: never behind the wall clock nor behind any stamp that it was shown.
public struct HybridClock: Hashable, Sendable {
    /// The highest stamp given out or observed.
    public private(set) var last: HybridTime

    public init(last: HybridTime = HybridTime(milliseconds: 0, counter: 0)) { self.last = last }

    /// Takes note of a stamp that has been ingested.
    public mutating func observe(_ stamp: HybridTime) {
        #if PLANTED_BUGS
            if planted(.clockNotMerged) { return }
        #endif
        last = max(last, stamp)
    }

    /// The stamp for a new local operation, higher than every stamp before it.
    public mutating func tick(now: WallTime) -> HybridTime {
        let wall = HybridTime(milliseconds: UInt64(clamping: now.milliseconds), counter: 0)
        #if PLANTED_BUGS
            if planted(.stampRepeats), wall <= last { return last }
        #endif
        last = wall > last ? wall : last.successor
        return last
    }
}

/// Where an operation stands in the one order that all replicas agree on: effective stamp, then log
/// index, then position within its batch. Own unsent operations come after all logged ones.
public struct OrderKey: Hashable, Comparable, Sendable {
    public let stamp: HybridTime
    /// The index of the operation's entry in the log; `UInt64.max` while it is unsent.
    public let logIndex: UInt64
    public let position: UInt32

    public init(stamp: HybridTime, logIndex: UInt64, position: UInt32) {
        self.stamp = stamp
        self.logIndex = logIndex
        self.position = position
    }

    public static func < (left: Self, right: Self) -> Bool {
        if left.isUnsent != right.isUnsent { return right.isUnsent }
        #if PLANTED_BUGS
            if planted(.orderByArrival) { return left.logIndex < right.logIndex }
        #endif
        return (left.stamp, left.logIndex, left.position)
            < (right.stamp, right.logIndex, right.position)
    }

    /// The log index of what is not in the log yet.
    public static let unsentIndex = UInt64.max

    public var isUnsent: Bool { logIndex == Self.unsentIndex }

    /// The stamp that all replicas use for an operation: its own, but not later than five minutes
    /// after its entry's log time, and not earlier than the log time of what its author had seen.
    public static func effectiveStamp(
        raw: HybridTime, logTime: UInt64, seenLogTime: UInt64
    ) -> HybridTime {
        // A relay names any log time it likes, so the sum must not trap.
        let (sum, overflow) = logTime.addingReportingOverflow(leadMaxMilliseconds)
        let ceiling = HybridTime(milliseconds: overflow ? .max : sum, counter: 0)
        let floor = HybridTime(milliseconds: seenLogTime, counter: 0)
        #if PLANTED_BUGS
            if planted(.noStampFloor) { return min(raw, ceiling) }
        #endif
        #if PLANTED_BUGS
            if planted(.noStampCeiling) { return max(raw, floor) }
        #endif
        // The ceiling last: the last entry seen may be void for a time out of all range.
        return min(max(raw, floor), ceiling)
    }

    /// How far a stamp may lead the relay's log time (milliseconds).
    public static let leadMaxMilliseconds: UInt64 = 300_000
}
