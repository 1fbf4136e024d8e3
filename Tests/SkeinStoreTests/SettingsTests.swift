import CSQLite
import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinTesting
import Testing

/// The settings that durability rests on, as SQLite itself states them.
@Suite struct SettingsTests {
    private func settings(_ store: ReplicaStore) throws -> [String: String] {
        let names = [
            "journal_mode", "synchronous", "locking_mode", "foreign_keys", "secure_delete",
            "checksum_verification",
        ]
        return try store.read { database in
            var found: [String: String] = [:]
            for name in names {
                found[name] = try String.fetchOne(database, sql: "PRAGMA \(name)")
            }
            return found
        }
    }

    @Test func `hold when a store is made, when it is opened again, and after work`() throws {
        let wanted = [
            "journal_mode": "wal", "synchronous": "2", "locking_mode": "exclusive",
            "foreign_keys": "1", "secure_delete": "1",
            "checksum_verification": "1",
        ]
        let team = try TodoTeam()
        #expect(try settings(try team.store(0)) == wanted)
        team.close(0)
        #expect(try settings(try team.store(0)) == wanted)
        try team.record(0, [TodoList.name(TodoList.item("milk"), "Milk")])
        try team.synchronise()
        #expect(try settings(try team.store(0)) == wanted)
    }

    @Test func `a second connection is refused, of the same process as well`() throws {
        let team = try TodoTeam()
        let store = try team.store(0)
        #expect(throws: StoreError.locked(holderPID: nil)) {
            _ = try DatabaseOpening.open(path: team.database(0))
        }
        withExtendedLifetime(store) {}
    }

    @Test func `one that SQLite does not take refuses the store, by name and value`() throws {
        // Without a file there is no write-ahead log, and SQLite says nothing when asked for one.
        let refused = StoreError.settingRefused(
            name: "journal_mode", wanted: "wal", found: "memory")
        #expect(throws: refused) { _ = try DatabaseOpening.open(path: ":memory:") }
    }

    @Test func `a new store's folder is open to its user only`() throws {
        let team = try TodoTeam()
        let path = team.folder(0).path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o700)
    }

    @Test func `an orderly end leaves no write-ahead log behind`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(TodoList.item("milk"), "Milk")])
        team.close(0)
        #expect(StoreFile.exists(team.database(0)))
        #expect(!StoreFile.exists(team.database(0) + "-wal"))
    }

    @Test func `a read that writes is refused and changes nothing`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(TodoList.item("milk"), "Milk")])
        let store = try team.store(0)
        #expect(throws: StoreError.self) {
            try store.read { try $0.execute(sql: "DELETE FROM unsent") }
        }
        #expect(try store.unsentCount == 1)
        try team.record(0, [TodoList.label(TodoList.item("milk"), "shop")])
        #expect(try store.unsentCount == 2)
    }

    @Test func `reading does not have SQLite compile its statements anew`() throws {
        let team = try TodoTeam()
        let store = try team.store(0)
        func compilations() throws -> Int32 {
            try store.read { database in
                let statement = try database.cachedStatement(sql: "SELECT count(*) FROM unsent")
                _ = try Int.fetchOne(statement)
                return sqlite3_stmt_status(
                    statement.sqliteStatement, SQLITE_STMTSTATUS_REPREPARE, 0)
            }
        }
        for _ in 0..<3 { #expect(try compilations() == 0) }
    }
}
