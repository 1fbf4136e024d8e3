import Foundation
import SharedTodo
import SkeinWire
import Synchronization
import Testing

@testable import SimulationKit

struct ProcessChanceTests {
    /// Draws without an end, until it is told to stop.
    private final class Stranger: Sendable {
        private let isStopped = Atomic(false)
        private let ended = DispatchSemaphore(value: 0)

        init() {
            Thread.detachNewThread { [self] in
                while !isStopped.load(ordering: .relaxed) { _ = Sodium.randomBytes(16) }
                ended.signal()
            }
        }

        func stop() {
            isStopped.store(true, ordering: .relaxed)
            ended.wait()
        }
    }

    @Test func `what another thread draws meanwhile changes nothing of a run`() {
        let run = Run(seed: 1, profile: .lite, SharedTodo())
        let alone = run.execute()
        let stranger = Stranger()
        let beside = run.execute()
        stranger.stop()
        #expect(beside.digest == alone.digest)
    }

    @Test func `outside of a run chance is the system's`() {
        #expect(
            ProcessChance.seeded(1) { Sodium.randomBytes(16) }
                == ProcessChance.seeded(1) { Sodium.randomBytes(16) })
        #expect(Sodium.randomBytes(16) != Sodium.randomBytes(16))
    }
}
