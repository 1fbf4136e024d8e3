package import SkeinCRDT
import SkeinClock

/// The relay's clock and its one kind of timer.
package struct RelayTime: Sendable {
    package let now: @Sendable () -> Instant
    /// Returns when the boot-time clock has reached a moment; throws when cancelled.
    package let sleep: @Sendable (_ until: MonotonicTime) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (MonotonicTime) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// While a clock is moved by hand, how often it is looked at.
    private static let lookInterval = Duration.milliseconds(20)

    package static let system: RelayTime = {
        let clock = SystemClock()
        return RelayTime(now: { clock.now() }) { until in
            while true {
                let left = until - clock.now().monotonic
                guard left > .zero else { return }
                try await Task.sleep(for: clock.isMovable ? min(left, lookInterval) : left)
            }
        }
    }()
}
