package import SkeinCRDT

/// A moment at which the relay's clock was believed, kept on disk across restarts.
package struct ClockMark: Hashable, Sendable {
    package var wall: WallTime
    package var monotonic: MonotonicTime
    /// Monotonic times are comparable only where this is equal.
    package var boot: String

    package init(wall: WallTime, monotonic: MonotonicTime, boot: String) {
        self.wall = wall
        self.monotonic = monotonic
        self.boot = boot
    }
}

/// When the relay believes its own clock (rule 13). Log time never decreases, so one entry stamped
/// in the year 2040 would make every later claim and lease judge by that year.
///
/// Three rules, each with ten minutes of leeway:
/// 1. The clock is never behind the last log time.
/// 2. While one boot lasts, calendar and boot-time clock advance alike since the last mark; how
///    long the relay was idle, suspended or stopped does not matter then.
/// 3. After another boot nothing says how much time has passed: the calendar must be within the
///    leeway of the mark (of the last log time, where there is no mark).
///
/// `--accept-time` turns all three off for that run: an operator has looked at the clock.
package struct ClockRule: Sendable {
    package static let leeway = Duration.seconds(600)

    package let accepts: Bool
    package let boot: String
    package private(set) var mark: ClockMark?

    /// - Parameters:
    ///   - accepts: `--accept-time` was given.
    ///   - boot: names the running boot of the machine.
    ///   - mark: the last one stored, if any.
    package init(accepts: Bool, boot: String, mark: ClockMark?) {
        self.accepts = accepts
        self.boot = boot
        self.mark = mark
    }

    /// What is wrong with the clock, in a sentence, or nil; then `now` becomes the new mark.
    ///
    /// - Parameter lastLogTime: the highest log time known (ms), 0 if there is none.
    package mutating func check(_ now: Instant, lastLogTime: UInt64) -> String? {
        if !accepts, let fault = fault(now, last: lastLogTime) { return fault }
        mark = ClockMark(wall: now.wall, monotonic: now.monotonic, boot: boot)
        return nil
    }

    private func fault(_ now: Instant, last: UInt64) -> String? {
        let last = WallTime(milliseconds: Int64(clamping: last))
        if last - now.wall > Self.leeway {
            return Self.sentence(now.wall - last, "the last entry of the log")
        }
        guard let mark else {
            guard last.milliseconds > 0, now.wall - last > Self.leeway else { return nil }
            return Self.sentence(now.wall - last, "the last entry of the log")
        }
        let passed = mark.boot == boot ? now.monotonic - mark.monotonic : .zero
        let step = (now.wall - mark.wall) - passed
        guard step > Self.leeway || step < .zero - Self.leeway else { return nil }
        return Self.sentence(step, "where it should be by the relay's last run")
    }

    private static func sentence(_ difference: Duration, _ reference: String) -> String {
        let seconds = difference.wholeMilliseconds / 1000
        let way = seconds < 0 ? "behind" : "ahead of"
        return "the relay's clock is \(seconds.magnitude) s \(way) \(reference)"
    }
}
