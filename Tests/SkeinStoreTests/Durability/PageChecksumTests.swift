import Foundation
import GRDB
import SkeinCRDT
import SkeinPages
import SkeinTesting
import Testing

@testable import SkeinStore

/// A page that has changed on the disk is an error at its reading, not a value (rule 38).
@Suite struct PageChecksumTests {
    private static let pageBytes = 4_096

    /// Of some dozens of pages, closed.
    private func filledTeam() throws -> TodoTeam {
        let team = try TodoTeam()
        for number in 0..<60 {
            let item = TodoList.item("item \(number)")
            try team.record(
                0,
                [
                    .writeText(
                        item, field: TodoList.title,
                        String(repeating: "quiet \(number) ", count: 120))
                ])
        }
        try team.synchronise()
        team.close(0)
        return team
    }

    private func isDamaged(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch StoreError.damaged {
            return true
        } catch {
            return false
        }
    }

    @Test func `every page of a closed store holds the checksum of its bytes`() throws {
        let team = try filledTeam()
        #expect(try SQLitePages.hasReservedBytes(team.database(0)))
        #expect(try SQLitePages.wrongPages(team.database(0)) == [])
    }

    @Test func `a changed text that SQLite's own check passes is found`() throws {
        let team = try filledTeam()
        let path = team.database(0)
        var bytes = try StoreFile.bytes(path)
        let text = Array("quiet 7 quiet 7".utf8)
        let place = try #require(
            (0..<bytes.count - text.count).first { Array(bytes[$0..<$0 + text.count]) == text })
        bytes[place] = UInt8(ascii: "Q")
        try StoreFile.write(bytes, path)
        let plain = try DatabaseQueue(path: path)
        for check in ["quick_check", "integrity_check"] {
            #expect(try plain.read { try String.fetchAll($0, sql: "PRAGMA \(check)") } == ["ok"])
        }
        try plain.close()
        #expect(try team.store(0).damage() != nil)
        #expect(isDamaged { _ = try team.store(0).read { try Self.everything($0) } })
        #expect(isDamaged { _ = try team.store(0).unsent() }, "nothing is believed any more")
    }

    @Test func `one bit anywhere in a page that is in use is found`() throws {
        let team = try filledTeam()
        let path = team.database(0)
        let whole = try StoreFile.bytes(path)
        let pages = whole.count / Self.pageBytes
        #expect(pages > 30)
        let free = try freePages(path)
        var random = SplitMix64(seed: 38)
        var passed = 0
        for page in [0, 1, 2] + stride(from: 3, to: pages, by: 5) {
            var bytes = whole
            let place = page * Self.pageBytes + Int(random.below(UInt64(Self.pageBytes)))
            bytes[place] ^= 1 << UInt8(random.below(8))
            try StoreFile.write(bytes, path)
            if !isFound(team) { passed += 1 }
            team.close(0)
        }
        #expect(passed <= free)
    }

    /// Opening reads a part of the file, the check all that is in use.
    private func isFound(_ team: TodoTeam) -> Bool {
        do { return try team.store(0).damage() != nil } catch { return true }
    }

    private func freePages(_ path: String) throws -> Int {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Int.fetchOne($0, sql: "PRAGMA freelist_count") ?? 0 }
    }

    @Test func `the byte that says that there are checksums is guarded as well`() throws {
        let team = try filledTeam()
        let path = team.database(0)
        var bytes = try StoreFile.bytes(path)
        #expect(bytes[20] == 8)
        for value in [0, 7, 9, 16] as [UInt8] {
            bytes[20] = value
            try StoreFile.write(bytes, path)
            guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
                Issue.record("\(value) reserved bytes were believed")
                continue
            }
        }
    }

    @Test func `a page that changes in the write-ahead log of an open store is found`() throws {
        let team = try filledTeam()
        let store = try team.store(0)
        for number in 0..<20 {
            try team.record(0, [TodoList.label(TodoList.item("item \(number)"), "mine")])
        }
        let log = team.database(0) + "-wal"
        var bytes = try StoreFile.bytes(log)
        #expect(bytes.count > 10 * Self.pageBytes)
        // Into every page of it; the frames' own headers stay.
        for frame in stride(from: 32, to: bytes.count - Self.pageBytes, by: Self.pageBytes + 24) {
            bytes[frame + 24 + 2_000] ^= 0x10
        }
        let handle = try FileHandle(forUpdating: URL(filePath: log))
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
        try store.read { try $0.execute(sql: "PRAGMA shrink_memory") }
        #expect(isDamaged { _ = try store.read { try Self.everything($0) } })
    }

    @Test func `a first transaction larger than the cache has its pages sealed as well`() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "large.sqlite").path
        let queue = try StoreFile.database(path)
        try queue.writeWithoutTransaction { database in
            #expect(ChecksumVFS.reserve(database.sqliteConnection))
            try database.execute(sql: "PRAGMA cache_size = 5")
            try database.execute(
                sql: """
                    BEGIN IMMEDIATE;
                    CREATE TABLE pile (number INTEGER PRIMARY KEY, filling TEXT);
                    WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count
                        WHERE n < 2000)
                    INSERT INTO pile SELECT n, hex(zeroblob(400)) FROM count;
                    COMMIT
                    """)
        }
        try queue.close()
        #expect(try StoreFile.bytes(path).count > 200 * Self.pageBytes)
        #expect(try SQLitePages.wrongPages(path) == [])
        let again = try StoreFile.database(path)
        let check = try again.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(check == ["ok"])
    }

    @Test func `a path keeps its name though it has signs that mean something in a URI`() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a 50% off?vfs=none#1 копия.sqlite").path
        _ = try DatabaseOpening.open(path: path)
        #expect(StoreFile.exists(path))
    }

    private static func everything(_ database: Database) throws -> Int {
        try ["content", "entity", "entry", "record", "unsent", "posting", "todo"].reduce(0) {
            $0 + (try Row.fetchAll(database, sql: "SELECT * FROM \($1)")).count
        }
    }
}
