import GRDB
import SimulationKit
import SkeinCRDT
import Testing

/// What SQLite asks its file system for besides files.
struct SimulatedVFSTests {
    @Test func `SQLite's time is the world's, and the machine's again afterwards`() throws {
        let queue = try MountedDisk().database()
        func seconds() throws -> Int? {
            try queue.read {
                try Int.fetchOne($0, sql: "SELECT CAST(strftime('%s', 'now') AS INTEGER)")
            }
        }
        SimulatedVFS.setClock { WallTime(milliseconds: 1_234_567_890_123) }
        let simulated = try seconds()
        SimulatedVFS.setClock(nil)
        #expect(simulated == 1_234_567_890)
        #expect(try #require(try seconds()) > 1_700_000_000)
    }

    @Test func `SQLite's chance starts anew with each seed`() throws {
        let queue = try MountedDisk().database()
        func draw(seed: UInt64) throws -> String? {
            SimulatedVFS.seed(seed)
            return try queue.read { try String.fetchOne($0, sql: "SELECT hex(randomblob(16))") }
        }
        // Other tests draw from the same generator meanwhile, though seldom.
        let pairs = try (0..<50).map { _ in (try draw(seed: 7), try draw(seed: 7)) }
        #expect(pairs.count { $0 == $1 } > 25)
        #expect(try draw(seed: 8) != pairs[0].0)
    }

    @Test func `disks side by side keep their files apart, by the innermost mount`() throws {
        let outer = MountedDisk()
        let inner = MountedDisk(mountPath: outer.path("inner"))
        for mounted in [outer, inner] { try Note.insert(1, try mounted.notebook()) }
        #expect(outer.disk.paths == inner.disk.paths)
        #expect(outer.disk.relative(outer.disk.mountPath + "s/file") == nil)
        #expect(outer.disk.relative(inner.path("file")) == "inner/file")
    }
}
