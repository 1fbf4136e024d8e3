import SkeinCRDT
import Synchronization

/// The time of one test.
final class ClockBox: Sendable {
    private let time = Mutex(EmulatorWorld.start)

    var now: WallTime { time.withLock { $0 } }

    func advance(_ span: Duration) { time.withLock { $0 = $0 + span } }
}
