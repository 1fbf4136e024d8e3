import SkeinCRDT

/// A rate limit: `burst` calls at once, then one per `interval`.
struct TokenBucket: Hashable, Sendable {
    enum Verdict: Hashable {
        case allowed(remaining: Int)
        /// Times in whole seconds, rounded up: to the next allowed call, and to the full burst.
        case limited(retry: Int, reset: Int)
    }

    let burst: Int
    let interval: Duration
    /// When the bucket will be full again.
    private var fullAt: WallTime?

    init(burst: Int, interval: Duration) {
        self.burst = burst
        self.interval = interval
    }

    mutating func take(now: WallTime) -> Verdict {
        let step = interval.wholeMilliseconds
        let capacity = Int64(burst) * step
        // A clock set back must not lock the bucket for longer than it takes to fill.
        let debt = min(max((fullAt ?? now).milliseconds - now.milliseconds, 0), capacity)
        guard debt + step <= capacity else {
            return .limited(
                retry: Self.seconds(debt + step - capacity), reset: Self.seconds(debt))
        }
        fullAt = now + .milliseconds(debt + step)
        return .allowed(remaining: Int((capacity - debt - step) / step))
    }

    private static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1000) }
}
