import Foundation
public import SkeinCRDT

/// The one source of time of all programs: the system's clocks, moved by an offset that tests set.
///
/// `SKEIN_CLOCK` may name a file that holds a whole number of milliseconds; all programs that are
/// given the same file move together, wall and boot-time clock alike. Read anew at every reading.
public struct SystemClock: Sendable {
    private let offsetFile: String?

    public init() { offsetFile = ProcessInfo.processInfo.environment["SKEIN_CLOCK"] }

    /// True while a test moves the clock: timers must then look at the file instead of sleeping.
    public var isMovable: Bool { offsetFile != nil }

    public func now() -> Instant {
        let offset = offsetMilliseconds()
        return Instant(
            wall: WallTime(milliseconds: Self.read(CLOCK_REALTIME) + offset),
            monotonic: MonotonicTime(milliseconds: Self.read(CLOCK_BOOTTIME) + offset))
    }

    /// Names the running boot of this machine; monotonic times of two boots cannot be compared.
    public static func bootID() -> String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
    }

    private func offsetMilliseconds() -> Int64 {
        guard let offsetFile, let text = try? String(contentsOfFile: offsetFile, encoding: .utf8)
        else { return 0 }
        return Int64(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
