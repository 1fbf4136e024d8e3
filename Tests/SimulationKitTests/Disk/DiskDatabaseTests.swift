import Foundation
import GRDB
import SimulationKit
import SkeinCRDT
import SkeinTesting
import Testing

/// SQLite on a simulated disk.
struct DiskDatabaseTests {
    private func code(_ body: () throws -> Void) -> ResultCode? {
        do {
            try body()
            return nil
        } catch {
            return (error as? DatabaseError)?.extendedResultCode
        }
    }

    @Test func `a full disk says so, and takes rows again when there is more room`() throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        mounted.disk.byteBudget = mounted.disk.usedBytes
        #expect(code { for id in 1...20 { try Note.insert(id, queue) } } == .SQLITE_FULL)
        #expect(try #require(mounted.disk.fired[.full]) >= 1)
        let before = try Note.ids(queue)
        #expect(before.count < 20)
        mounted.disk.byteBudget = nil
        try Note.insert(21, queue)
        #expect(try Note.ids(queue) == before + [21])
        #expect(try Note.check(queue) == ["ok"])
    }

    @Test func `a full disk heals as well when another file is removed`() throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        mounted.disk.plant([UInt8](repeating: 1, count: 1 << 20), at: "big")
        mounted.disk.byteBudget = mounted.disk.usedBytes
        #expect(code { for id in 1...20 { try Note.insert(id, queue) } } == .SQLITE_FULL)
        try mounted.files.remove(mounted.path("big"))
        #expect(code { for id in 21...40 { try Note.insert(id, queue) } } == nil)
    }

    @Test func `a sync that fails is reported once, and what it should have kept is gone`() throws {
        let mounted = MountedDisk()
        let disk = mounted.disk
        let queue = try mounted.notebook()
        try Note.insert(1, queue)
        disk.arm(.syncError, path: "data.sqlite-wal")
        #expect(code { try Note.insert(2, queue) } == .SQLITE_IOERR_FSYNC)
        #expect(disk.contents("data.sqlite-wal") == disk.durableContents("data.sqlite-wal"))
        // What the connection remembers of its log may be gone from the file: only a new one knows.
        disk.processEnd()
        let next = try mounted.database()
        #expect(try Note.ids(next) == [1])
        try Note.insert(3, next)
        disk.powerLoss()
        #expect(disk.fired[.syncError] == 1)
        #expect(try Note.ids(mounted.database()) == [1, 3])
    }

    @Test(arguments: [
        (DiskFault.writeError, ResultCode.SQLITE_IOERR_WRITE), (.full, .SQLITE_FULL),
    ])
    func `a failing write fails the commit, and the next one counts`(
        fault: DiskFault, expected: ResultCode
    ) throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        mounted.disk.arm(fault, onCall: 3)
        #expect(code { try Note.insert(1, queue) } == expected)
        #expect(mounted.disk.fired == [fault: 1])
        try Note.insert(2, queue)
        #expect(try Note.ids(queue) == [2])
    }

    @Test func `a read that fails is an error, one that ends early is zeros`() throws {
        let mounted = MountedDisk()
        try Note.insert(1, try mounted.notebook())
        let queue = try mounted.database()
        mounted.disk.arm(.readError)
        #expect(code { _ = try Note.ids(queue) } == .SQLITE_IOERR_READ)
        #expect(try Note.ids(queue) == [1])
    }

    @Test func `every truncation and removal can fail`() throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        try Note.insert(1, queue)
        mounted.disk.arm(.writeError, path: "data.sqlite-wal")
        mounted.disk.onCall = { $0.kind == .truncate ? .fail(.writeError) : .proceed }
        let result = code {
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
        #expect(result == .SQLITE_IOERR_TRUNCATE)
        mounted.disk.calm()
        #expect(try Note.ids(queue) == [1])
    }

    @Test func `rotten bytes of a database are noticed or read back changed`() throws {
        var noticed = 0
        for seed in 1...20 {
            let mounted = MountedDisk()
            for id in 1...20 {
                try Note.insert(id, id == 1 ? mounted.notebook() : mounted.database())
            }
            let before = try #require(mounted.disk.contents("data.sqlite"))
            var random = SplitMix64(seed: UInt64(seed))
            let place = try #require(mounted.disk.rot("data.sqlite", using: &random))
            #expect((1...4096).contains(place.count))
            let after = try #require(mounted.disk.contents("data.sqlite"))
            #expect(place.allSatisfy { before[$0] != after[$0] })
            #expect(mounted.disk.durableContents("data.sqlite") == after)
            do {
                let queue = try mounted.database()
                if try Note.check(queue) != ["ok"] || Note.ids(queue) != Array(1...20) {
                    noticed += 1
                }
            } catch {
                noticed += 1
            }
        }
        // Some bytes of a page belong to nobody.
        #expect(noticed >= 15)
    }

    @Test func `a crash at any call of a commit leaves the row whole or not there`() throws {
        var outcomes: Set<[Int]> = []
        for number in 1... {
            let mounted = MountedDisk()
            let disk = mounted.disk
            let queue = try mounted.notebook()
            let first = disk.callCount + number
            disk.onCall = { $0.number == first ? .crash : .proceed }
            let isDone = code { try Note.insert(1, queue) } == nil
            #expect(isDone || code { try Note.insert(2, queue) } == .SQLITE_IOERR)
            #expect(isDone || disk.callCount == first)
            disk.processEnd()
            disk.calm()
            disk.restart()
            let again = try mounted.database()
            outcomes.insert(try Note.ids(again))
            #expect(try Note.check(again) == ["ok"])
            guard !isDone else { break }
        }
        #expect(outcomes == [[], [1]])
    }

    @Test func `what an ended process had open cannot write any more`() throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        try Note.insert(1, queue)
        mounted.disk.processEnd()
        let next = try mounted.database()
        let before = mounted.disk.snapshot()
        #expect(code { try Note.insert(2, queue) } == .SQLITE_IOERR)
        #expect(mounted.disk.snapshot() == before)
        try Note.insert(3, next)
        #expect(try Note.ids(next) == [1, 3])
    }

    @Test func `a second connection finds the database locked`() throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        try Note.insert(1, queue)
        #expect(code { _ = try mounted.database() } == .SQLITE_BUSY)
        mounted.disk.processEnd()
        #expect(try Note.ids(mounted.database()) == [1])
    }

    @Test func `other paths are real files beside the simulated ones`() throws {
        let mounted = MountedDisk()
        try Note.insert(1, try mounted.notebook())
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "real.sqlite").path
        let real = try DatabaseQueue(path: path)
        try real.write { try $0.execute(sql: "CREATE TABLE real (id)") }
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: mounted.path("data.sqlite")))
        #expect(mounted.disk.paths.contains("data.sqlite"))
    }

    @Test func `sorting more than memory holds needs no disk`() throws {
        let mounted = MountedDisk()
        let queue = try mounted.notebook()
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA temp_store = FILE")
            try database.execute(sql: "PRAGMA temp.cache_size = 5")
            try database.execute(
                sql: """
                    CREATE TEMP TABLE pile AS WITH RECURSIVE count(n) AS
                    (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 2000)
                    SELECT n, hex(zeroblob(200)) AS filling FROM count
                    """)
            let sum = try Int.fetchOne(database, sql: "SELECT sum(n) FROM pile")
            #expect(sum == 2_001_000)
        }
        #expect(mounted.disk.paths.filter { !$0.hasPrefix("data.sqlite") } == [])
    }
}
