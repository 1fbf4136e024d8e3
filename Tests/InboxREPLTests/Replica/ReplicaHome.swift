import Foundation
import Skein
import SkeinCRDT
import SkeinClock
import SkeinStore
import SkeinTesting
import SkeinWire

/// A folder for one device's replica, which goes when the test ends.
final class ReplicaHome {
    let folder: URL

    init() throws {
        Sodium.initialize()
        folder = try Fixtures.temporaryFolder()
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch { print(error) }
    }

    /// Opens the replica; the one before has to be gone.
    func open(
        _ relay: FakeRelay, engines: @escaping Replica.EngineMaker = { _, _ in [] }
    ) throws -> Replica {
        try Replica(
            folder: folder, schema: Schema([FieldRule("note.title", .register(.latest))]),
            views: .none, clock: SystemClock(), client: relay, makeEngines: engines)
    }
}
