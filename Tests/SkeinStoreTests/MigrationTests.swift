import Foundation
import GRDB
import SkeinCRDT
import SkeinPages
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

@Suite struct MigrationTests {
    private let milk = TodoList.item("milk")

    // MARK: A newer format

    @Test func `a newer format is refused, and the file stays as it is`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        team.close(0)
        let path = team.database(0)
        let newer = ReplicaStore.format + 1
        try change(path, "UPDATE meta SET value = \(newer) WHERE key = 'format'")
        let before = try StoreFile.bytes(path)
        let failure = StoreFile.failure(in: team.folder(0))
        #expect(failure == .newerFormat(found: newer, known: ReplicaStore.format))
        #expect(try StoreFile.bytes(path) == before)
        #expect(!StoreFile.exists("\(path).format-\(newer)"))
    }

    // MARK: An older format

    /// A store with unsent edits, as format 0 kept them: without their time.
    private func oldTeam() throws -> TodoTeam {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        try team.record(0, [TodoList.label(milk, "shop"), TodoList.set(milk, done: true)])
        team.close(0)
        try change(
            team.database(0),
            """
            ALTER TABLE unsent DROP COLUMN madeAt;
            UPDATE meta SET value = 0 WHERE key = 'format';
            """)
        return team
    }

    @Test func `format 0 is copied aside and brought up with all that it holds`() throws {
        let team = try oldTeam()
        let path = team.database(0)
        let old = try dump(path)
        #expect(try team.lines(0) == ["Milk/1/shop/"])
        #expect(try team.store(0).unsentCount == 2)
        try team.synchronise()
        #expect(try team.lines(1) == ["Milk/1/shop/"])
        #expect(try team.digests().count == 1)
        team.close(0)
        #expect(try format(path) == ReplicaStore.format)
        #expect(try unsentColumns(path).contains("madeAt"))
        // The copy is the store as it was.
        #expect(try format("\(path).format-0") == 0)
        #expect(try unsentColumns("\(path).format-0").contains("madeAt") == false)
        #expect(try dump("\(path).format-0") == old)
    }

    @Test func `a store that was brought up is not brought up again`() throws {
        let team = try oldTeam()
        let path = team.database(0)
        _ = try team.store(0)
        team.close(0)
        try FileManager.default.removeItem(atPath: "\(path).format-0")
        #expect(try team.lines(0) == ["Milk/1/shop/"])
        #expect(!StoreFile.exists("\(path).format-0"))
    }

    @Test func `a step that fails leaves the store at its format`() throws {
        let team = try oldTeam()
        let path = team.database(0)
        // The column that the step would add is there: SQLite refuses it.
        try change(path, "ALTER TABLE unsent ADD COLUMN madeAt INTEGER NOT NULL DEFAULT 7")
        let before = try dump(path)
        #expect(StoreFile.failure(in: team.folder(0)) != nil)
        #expect(try format(path) == 0)
        #expect(try dump(path) == before)
    }

    // MARK: One recorded file a version

    /// What every one of `Fixtures/stores/replica-v*.sql` holds.
    @Test(arguments: [0, 1, 2])
    func `a recorded store of each format opens and goes on`(version: Int) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = ReplicaStore.databasePath(folder)
        let url = Fixtures.url("stores/replica-v\(version).sql")
        // Before format 2 pages had no checksums.
        try change(
            path, try String(contentsOf: url, encoding: .utf8), reserving: version >= 2)
        #expect(try SQLitePages.hasReservedBytes(path) == (version >= 2))
        do {
            let store = try ReplicaStore(folder: folder, schema: TodoList.schema)
            try check(store, version: version)
        }
        #expect(try format(path) == ReplicaStore.format)
        #expect(try unsentColumns(path).contains("madeAt"))
        for old in 0...2 {
            let copy = "\(path).format-\(old)"
            #expect(StoreFile.exists(copy) == (old == version && version < 2))
            if StoreFile.exists(copy) { #expect(try !SQLitePages.hasReservedBytes(copy)) }
        }
        #expect(try SQLitePages.wrongPages(path) == [])
    }

    private func check(_ store: ReplicaStore, version: Int) throws {
        #expect(store.logSize == 1)
        #expect(store.member?.number == DeviceNumber(0))
        let shown = try #require(try store.entity(milk))
        #expect(shown.shown(TodoList.title)?.value == .text("Milk"))
        #expect(shown.elements(TodoList.labels) == [.text("shop")])
        #expect(try store.local("cursor") == [1, 2, 3])
        let unsent = try store.unsent().operations
        #expect(unsent.map(\.dot.counter) == [2, 3])
        #expect(unsent.map(\.startsCommand) == [true, false])
        let times = try store.read { database in
            try Int64.fetchAll(database, sql: "SELECT madeAt FROM unsent ORDER BY counter")
        }
        let made: Int64 = version == 0 ? 0 : 1_760_000_000_000
        #expect(times == [made, made])
        #expect(try store.damage() == nil)
        var random = SplitMix64(seed: 1)
        let dots = try store.record(
            [TodoList.set(milk, done: true)], now: WallTime(milliseconds: 1_760_000_001_000),
            random: &random)
        #expect(dots.map(\.counter) == [4])
        #expect(try store.withdraw(command: Dot(device: DeviceNumber(0), counter: 2)))
        #expect(try store.entity(milk)?.shown(TodoList.title) == nil)
    }

    // MARK: The file from outside

    private func change(_ path: String, _ sql: String, reserving: Bool = false) throws {
        let queue = try StoreFile.database(path)
        if reserving {
            queue.writeWithoutTransaction {
                #expect(ChecksumVFS.reserve($0.sqliteConnection))
            }
        }
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func look<T>(_ path: String, _ body: (Database) throws -> T) throws -> T {
        let queue = try StoreFile.database(path)
        let found = try queue.read(body)
        try queue.close()
        return found
    }

    private func format(_ path: String) throws -> Int? {
        try look(path) { database in
            try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'format'")
        }
    }

    private func unsentColumns(_ path: String) throws -> [String] {
        try look(path) { database in
            try database.columns(in: "unsent").map(\.name)
        }
    }

    /// Definitions and the rows that matter, as text.
    private func dump(_ path: String) throws -> [String] {
        try look(path) { database in
            let queries = [
                "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name",
                "SELECT key || ' ' || hex(value) FROM meta ORDER BY key",
                "SELECT counter || ' ' || hex(operation) FROM unsent ORDER BY counter",
                "SELECT hex(id) || hex(logged) || hex(coalesce(shown, '')) FROM entity ORDER BY id",
            ]
            return try queries.flatMap { try String.fetchAll(database, sql: $0) }
        }
    }
}
