import SkeinCRDT
import SkeinRelayServer
import Synchronization

/// A clock that stands still until a test moves it; sleepers wake when their moment is reached.
final class ManualTime: Sendable {
    private struct State {
        var now = TestRelay.start
        var sleepers: [(until: MonotonicTime, woken: AsyncStream<Never>.Continuation)] = []
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.now } }

    /// How many are waiting for the clock.
    var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    func advance(_ span: Duration) {
        state.withLock { state in
            state.now.wall = state.now.wall + span
            state.now.monotonic = state.now.monotonic + span
            for sleeper in state.sleepers where sleeper.until <= state.now.monotonic {
                sleeper.woken.finish()
            }
            state.sleepers.removeAll { $0.until <= state.now.monotonic }
        }
    }

    var relayTime: RelayTime {
        RelayTime(now: { self.now }) { until in
            let (stream, woken) = AsyncStream<Never>.makeStream()
            self.state.withLock { state in
                if state.now.monotonic >= until {
                    woken.finish()
                } else {
                    state.sleepers.append((until, woken))
                }
            }
            for await _ in stream {}
            try Task.checkCancellation()
        }
    }
}
