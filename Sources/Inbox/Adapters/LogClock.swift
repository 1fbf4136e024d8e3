import SkeinCRDT
import SkeinStore

/// What the relay's clock shows at least, as far as this device can know: the time of the last
/// entry, and what has passed here since that entry was first seen.
struct LogClock {
    private var lastTime: UInt64 = 0
    private var seenAt: MonotonicTime?

    mutating func observe(_ store: ReplicaStore, now: MonotonicTime) {
        guard store.lastLogTime != lastTime || seenAt == nil else { return }
        lastTime = store.lastLogTime
        seenAt = now
    }

    /// Log time in ms.
    func now(_ now: MonotonicTime) -> UInt64 {
        let passed = seenAt.map { (now - $0).wholeMilliseconds } ?? 0
        return lastTime + UInt64(max(passed, 0))
    }

    /// When `now` will show, or showed, a log time, on the boot-time clock. A past moment stays
    /// past, so that a wait may be counted from it.
    func moment(_ logTime: UInt64, now: MonotonicTime) -> MonotonicTime {
        let ahead = Int64(clamping: logTime) - Int64(clamping: self.now(now))
        return now + .milliseconds(ahead)
    }
}
