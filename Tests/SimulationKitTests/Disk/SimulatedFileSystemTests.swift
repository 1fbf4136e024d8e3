import SimulationKit
import SkeinCRDT
import SkeinFiles
import Testing

@testable import struct SimulationKit.ByteHash

/// The promises of `FileSystem` over a disk that forgets what was not synced.
struct SimulatedFileSystemTests {
    private func holder(_ mounted: MountedDisk, _ path: String) -> FileError.Cause? {
        do throws(FileError) {
            _ = try mounted.files.lock(mounted.path(path))
            return nil
        } catch {
            return error.cause
        }
    }

    @Test func `a replaced file holds the old content or the new one after 300 power losses`()
        throws
    {
        var outcomes: [[UInt8]: Int] = [:]
        let old = [UInt8](repeating: 1, count: 1500)
        let new = [UInt8](repeating: 2, count: 2500)
        for seed in 1...300 {
            let mounted = MountedDisk(seed: UInt64(seed))
            let path = mounted.path("keys")
            try mounted.files.replace(path, with: old)
            var random = SplitMix64(seed: UInt64(seed))
            let last = mounted.disk.callCount + 1 + Int(random.below(7))
            mounted.disk.onCall = { $0.number == last ? .crash : .proceed }
            let isDone = (try? mounted.files.replace(path, with: new)) != nil
            mounted.disk.powerLoss()
            mounted.disk.calm()
            mounted.disk.restart()
            let found = try #require(try mounted.files.read(path))
            #expect(found == new || found == old && !isDone)
            outcomes[found, default: 0] += 1
        }
        #expect(outcomes.values.allSatisfy { $0 > 50 })
        #expect(outcomes.count == 2)
    }

    @Test func `appended bytes that were synced survive, others in parts and out of order`() throws
    {
        var fired: [DiskFault: Int] = [:]
        for seed in 1...200 {
            let mounted = MountedDisk(seed: UInt64(seed))
            let journal = try mounted.files.openForAppending(mounted.path("journal"))
            try journal.append([UInt8](repeating: 1, count: 700))
            try journal.sync()
            for byte in UInt8(2)...5 { try journal.append([UInt8](repeating: byte, count: 700)) }
            mounted.disk.powerLoss()
            let found = try #require(mounted.disk.contents("journal"))
            #expect(found.starts(with: [UInt8](repeating: 1, count: 700)))
            #expect(found.count <= 3500)
            #expect(found.enumerated().allSatisfy { $1 == 0 || Int($1) == $0 / 700 + 1 })
            fired.merge(mounted.disk.fired, uniquingKeysWith: +)
        }
        for fault in [DiskFault.lostSector, .reorderedSector, .tornSector] {
            #expect(fired[fault, default: 0] > 20, "\(fault)")
        }
    }

    @Test func `the end of a process keeps what was written, and lets go of locks`() throws {
        let mounted = MountedDisk()
        mounted.disk.processID = 41
        let journal = try mounted.files.openForAppending(mounted.path("journal"))
        try journal.append([1, 2, 3])
        var lock: (any FileLock)? = try mounted.files.lock(mounted.path("lock"))
        #expect(lock != nil)
        #expect(holder(mounted, "lock") == .locked(holderPID: 41))
        #expect(mounted.disk.contents("lock") == Array("41\n".utf8))
        mounted.disk.processEnd()
        #expect(mounted.disk.contents("journal") == [1, 2, 3])
        let next = try mounted.files.lock(mounted.path("lock"))
        // The dead process's object goes later, and must not take the lock with it.
        lock = nil
        #expect(holder(mounted, "lock") == .locked(holderPID: 41))
        withExtendedLifetime(next) {}
    }

    @Test func `a lock that is released or whose file cannot be written is free`() throws {
        let mounted = MountedDisk()
        #expect(holder(mounted, "lock") == nil)
        #expect(holder(mounted, "lock") == nil)
        mounted.disk.arm(.full)
        #expect(holder(mounted, "lock") == .full)
        #expect(holder(mounted, "lock") == nil)
    }

    @Test func `a removal is durable once the folder is synced, not before`() throws {
        var isBack: Set<Bool> = []
        for seed in 1...20 {
            let mounted = MountedDisk(seed: UInt64(seed))
            try mounted.files.replace(mounted.path("a"), with: [1])
            try mounted.files.remove(mounted.path("a"))
            try mounted.files.remove(mounted.path("a"))
            #expect(try mounted.files.read(mounted.path("a")) == nil)
            mounted.disk.powerLoss()
            isBack.insert(mounted.files.exists(mounted.path("a")))
            if seed.isMultiple(of: 2) { continue }
            try mounted.files.replace(mounted.path("a"), with: [2])
            try mounted.files.remove(mounted.path("a"))
            try mounted.files.replace(mounted.path("b"), with: [3])
            mounted.disk.powerLoss()
            #expect(!mounted.files.exists(mounted.path("a")))
        }
        #expect(isBack == [false, true])
    }

    @Test func `a rename is durable and replaces what had the name`() throws {
        for seed in 1...10 {
            let mounted = MountedDisk(seed: UInt64(seed))
            try mounted.files.replace(mounted.path("a"), with: [1])
            try mounted.files.replace(mounted.path("b"), with: [2])
            try mounted.files.rename(mounted.path("a"), to: mounted.path("b"))
            mounted.disk.powerLoss()
            #expect(mounted.disk.paths == ["b"])
            #expect(mounted.disk.contents("b") == [1])
        }
    }

    @Test func `a replacement that fails leaves the old file, and nothing beside it`() throws {
        for fault in [DiskFault.writeError, .full, .syncError] {
            let mounted = MountedDisk()
            try mounted.files.replace(mounted.path("a"), with: [1])
            mounted.disk.arm(fault)
            #expect(throws: FileError.self) {
                try mounted.files.replace(mounted.path("a"), with: [2])
            }
            #expect(mounted.disk.paths == ["a"])
            #expect(mounted.disk.contents("a") == [1])
        }
    }

    @Test func `create refuses a file that is there, and a foreign path is no file`() throws {
        let mounted = MountedDisk()
        try mounted.files.create(mounted.path("a"), with: [1])
        do throws(FileError) {
            try mounted.files.create(mounted.path("a"), with: [2])
            Issue.record("created twice")
        } catch {
            #expect(error.cause == .exists)
        }
        #expect(mounted.disk.contents("a") == [1])
        #expect(!mounted.files.exists("/elsewhere/a"))
        #expect(throws: FileError.self) { try mounted.files.replace("/elsewhere/a", with: []) }
    }

    @Test func `folders are there once they are made`() throws {
        let mounted = MountedDisk()
        #expect(!mounted.files.exists(mounted.path("x/y")))
        try mounted.files.makeFolder(mounted.path("x/y"))
        #expect(mounted.files.exists(mounted.path("x/y")))
        #expect(mounted.files.exists(mounted.path("x")))
    }

    @Test func `an old copy can be put back, and a clone goes its own way`() throws {
        let mounted = MountedDisk()
        let path = mounted.path("keys")
        try mounted.files.replace(path, with: [1])
        let copy = mounted.disk.snapshot()
        let clone = mounted.disk.clone(named: "clone", generator: SplitMix64(seed: 2))
        try mounted.files.replace(path, with: [2])
        try SimulatedFileSystem(clone).replace(clone.absolute("other"), with: [3])
        #expect(clone.contents("keys") == [1])
        #expect(mounted.disk.paths == ["keys"])
        mounted.disk.restore(copy)
        mounted.disk.powerLoss()
        #expect(try mounted.files.read(path) == [1])
    }

    @Test func `a hash tells bytes, their order and their number apart`() {
        let hashes = [[], [0], [0, 0], [1, 0], [0, 1], [UInt8](repeating: 0, count: 8)].map(
            ByteHash.of)
        #expect(Set(hashes).count == 6)
    }
}
