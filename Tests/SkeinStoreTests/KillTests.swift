import Foundation
import SkeinCRDT
import SkeinStore
import SkeinTesting
import Testing
import TriageWorkload

/// What `record` has returned is in the store, whenever the process is killed.
@Suite struct KillTests {
    /// 200 kills in all, so many on each of the stores, which are killed beside each other.
    private static let rounds = 25
    private static let linesMax: UInt64 = 40

    private struct Tally: Sendable {
        var kills = 0
        var acknowledged: Set<UInt64> = []
        /// Counters that were printed and that the store lacked after some kill.
        var lost: Set<UInt64> = []
        /// Counters that were printed more than once.
        var repeated: Set<UInt64> = []
    }

    private struct NotKilled: Error {
        let status: Int32
        let complaint: String
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `a process killed while it records loses no acknowledged edit`(
        seed: UInt64
    ) async throws {
        let tally = try await onThread { Self.outcome(seed: seed) }.get()
        #expect(tally.kills == Self.rounds)
        #expect(tally.acknowledged.count >= Self.rounds)
        #expect(tally.lost == [])
        #expect(tally.repeated == [])
    }

    private static func outcome(seed: UInt64) -> Result<Tally, any Error> {
        do {
            return .success(try killAgainAndAgain(seed: seed))
        } catch {
            return .failure(error)
        }
    }

    private static func killAgainAndAgain(seed: UInt64) throws -> Tally {
        let folder = try folderInMemory()
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try TriageWorkspace(devices: 1)
        _ = try workspace.store(0, in: folder)
        var random = SplitMix64(seed: seed)
        var tally = Tally()
        for _ in 0..<rounds {
            let count = Int(random.below(linesMax + 1))
            let printed = try recordUntilKilled(folder, seed: random.next(), lines: count)
            tally.kills += 1
            for counter in printed where !tally.acknowledged.insert(counter).inserted {
                tally.repeated.insert(counter)
            }
            let held = try counters(workspace, folder)
            tally.lost.formUnion(tally.acknowledged.subtracting(held))
        }
        return tally
    }

    /// The counters that the process had printed when it was dead.
    private static func recordUntilKilled(
        _ folder: URL, seed: UInt64, lines count: Int
    ) throws -> [UInt64] {
        let program = try RunningProgram(
            "skein-sim", ["record", "--store", folder.path, "--seed", String(seed)],
            environment: ProcessInfo.processInfo.environment)
        try program.wait(lines: count)
        program.signal(SIGKILL)
        let status = program.wait()
        guard status == -SIGKILL else {
            throw NotKilled(status: status, complaint: program.standardError)
        }
        return program.lines.compactMap { UInt64($0) }
    }

    private static func counters(
        _ workspace: TriageWorkspace, _ folder: URL
    ) throws -> Set<UInt64> {
        let store = try workspace.reopen(0, in: folder)
        return Set(try store.unsent().operations.map(\.dot.counter))
    }

    /// A killed process leaves to the kernel what it has written, so the disk has no part in this;
    /// without its syncs the kills fall closer together.
    private static func folderInMemory() throws -> URL {
        let memory = "/dev/shm"
        guard FileManager.default.isWritableFile(atPath: memory) else {
            return try Fixtures.temporaryFolder()
        }
        let folder = URL(filePath: memory).appending(path: "skein-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
