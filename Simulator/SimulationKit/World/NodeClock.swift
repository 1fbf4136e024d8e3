package import SkeinCRDT

/// The two clocks of one machine, as far off the world's true time as a fault plan wants.
package struct NodeClock: Hashable, Sendable {
    private var since: MonotonicTime
    private var wallThen: Int64
    private var monotonicThen: Int64
    /// How fast both run, in percent of true time; 0 stands still.
    package private(set) var ratePercent: Int64 = 100

    /// The world begins here (2026-01-05T06:00:00Z, a Monday).
    package static let epoch = WallTime(milliseconds: 1_767_592_800_000)

    package init() {
        since = MonotonicTime(milliseconds: 0)
        wallThen = Self.epoch.milliseconds
        monotonicThen = 0
    }

    package func now(_ time: MonotonicTime) -> Instant {
        let passed = elapsed(time)
        return Instant(
            wall: WallTime(milliseconds: wallThen + passed),
            monotonic: MonotonicTime(milliseconds: monotonicThen + passed))
    }

    /// When, in true time, the boot-time clock will show `monotonic`; nil while it stands still.
    package func trueTime(
        of monotonic: MonotonicTime, after time: MonotonicTime
    ) -> MonotonicTime? {
        guard ratePercent > 0 else { return nil }
        let left = monotonic.milliseconds - now(time).monotonic.milliseconds
        return time + .milliseconds(max(0, (left * 100 + ratePercent - 1) / ratePercent))
    }

    /// Somebody, or a wrong time server, sets the calendar clock.
    package mutating func jump(_ milliseconds: Int64, at time: MonotonicTime) {
        anchor(time)
        wallThen += milliseconds
    }

    package mutating func setRate(percent: Int64, at time: MonotonicTime) {
        anchor(time)
        ratePercent = max(0, percent)
    }

    /// The calendar is set right and both clocks run true again.
    package mutating func repair(at time: MonotonicTime) {
        anchor(time)
        ratePercent = 100
        wallThen = Self.epoch.milliseconds + time.milliseconds
    }

    /// The machine starts anew: its boot-time clock begins at 0.
    package mutating func reboot(at time: MonotonicTime) {
        anchor(time)
        monotonicThen = 0
    }

    private func elapsed(_ time: MonotonicTime) -> Int64 {
        (time.milliseconds - since.milliseconds) * ratePercent / 100
    }

    private mutating func anchor(_ time: MonotonicTime) {
        let passed = elapsed(time)
        since = time
        wallThen += passed
        monotonicThen += passed
    }
}
