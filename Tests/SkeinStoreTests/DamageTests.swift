import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

/// A broken file is named as such, and left for whoever can repair it.
@Suite struct DamageTests {
    private static let pageBytes = 4_096

    /// A closed store of several hundred pages.
    private func filledTeam() throws -> TodoTeam {
        let team = try TodoTeam()
        let text = String(repeating: "long ", count: 100)
        for block in 0..<10 {
            let edits: [Edit] = (0..<100).map { number in
                TodoList.name(TodoList.item("item \(block) \(number)"), text)
            }
            try team.record(0, edits)
        }
        team.close(0)
        return team
    }

    /// The error of opening the folder and reading all that it holds.
    private func failure(_ folder: URL) -> StoreError? {
        do throws(StoreError) {
            let store = try ReplicaStore(
                folder: folder, schema: TodoList.schema, views: TodoList.views)
            _ = try store.digest()
            _ = try store.unsent()
            for id in try store.entityIDs() { _ = try store.entity(id) }
            return nil
        } catch {
            return error
        }
    }

    private func isDamage(_ error: StoreError?) -> Bool {
        switch error {
        case .damaged?, .inconsistent?: true
        default: false
        }
    }

    /// Overwrites a part of a store's file, and sees what opening and reading make of it.
    private func overwrite(
        _ team: TodoTeam, _ range: (Int) -> Range<Int>
    ) throws -> StoreError? {
        let path = team.database(0)
        var bytes = try StoreFile.bytes(path)
        #expect(bytes.count > 100 * Self.pageBytes)
        for offset in range(bytes.count / Self.pageBytes) {
            let start = offset * Self.pageBytes
            let end = start + Self.pageBytes
            bytes.replaceSubrange(
                start..<end, with: [UInt8](repeating: 0xee, count: Self.pageBytes))
        }
        try StoreFile.write(bytes, path)
        let found = failure(team.folder(0))
        #expect(try StoreFile.bytes(path) == bytes)
        // A second try finds the same.
        #expect(isDamage(failure(team.folder(0))))
        return found
    }

    @Test func `an undamaged store is read without complaint`() throws {
        let team = try filledTeam()
        #expect(failure(team.folder(0)) == nil)
    }

    @Test func `a store whose first page is overwritten is damaged, and left alone`() throws {
        let team = try filledTeam()
        let found = try overwrite(team) { _ in 0..<1 }
        #expect(isDamage(found))
    }

    @Test func `a store whose middle is overwritten is damaged, and left alone`() throws {
        let team = try filledTeam()
        let found = try overwrite(team) { pages in (pages / 4)..<(pages * 3 / 4) }
        #expect(isDamage(found))
    }

    @Test func `a store of which all but the first page is gone is damaged`() throws {
        let team = try filledTeam()
        let found = try overwrite(team) { pages in 1..<pages }
        #expect(isDamage(found))
    }

    @Test func `SQLite's own check finds nothing in a sound store`() throws {
        let team = try filledTeam()
        #expect(try team.store(0).damage() == nil)
    }

    @Test(arguments: [9, 9_000])
    func `a file that is no database is damaged, and left alone`(size: Int) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = ReplicaStore.databasePath(folder)
        let bytes = [UInt8](repeating: 0x2a, count: size)
        try StoreFile.write(bytes, path)
        #expect(isDamage(failure(folder)))
        #expect(try StoreFile.bytes(path) == bytes)
    }

    @Test func `a database of another program keeps its rows`() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = ReplicaStore.databasePath(folder)
        let made = try DatabaseQueue(path: path)
        try made.write { database in
            try database.execute(sql: "CREATE TABLE note (text TEXT)")
            try database.execute(sql: "INSERT INTO note (text) VALUES ('kept')")
        }
        try made.close()
        #expect(isDamage(failure(folder)))
        let again = try DatabaseQueue(path: path)
        let tables = try again.read { database in
            try String.fetchAll(database, sql: "SELECT name FROM sqlite_master ORDER BY name")
        }
        let text = try again.read { try String.fetchOne($0, sql: "SELECT text FROM note") }
        try again.close()
        #expect(tables == ["note"])
        #expect(text == "kept")
    }

    // MARK: Out of reach

    private func isUnreachable(_ error: StoreError?) -> Bool {
        if case .unreachable? = error { true } else { false }
    }

    @Test func `a folder below a file is out of reach`() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "file")
        try StoreFile.write([1], file.path)
        #expect(isUnreachable(failure(file.appending(path: "store"))))
        #expect(try StoreFile.bytes(file.path) == [1])
    }

    @Test func `a folder that cannot be written is out of reach`() throws {
        guard geteuid() != 0 else {
            print("a folder that cannot be written: skipped, the superuser writes everywhere")
            return
        }
        let folder = try Fixtures.temporaryFolder()
        defer {
            chmod(folder.path, 0o700)
            try? FileManager.default.removeItem(at: folder)
        }
        chmod(folder.path, 0o500)
        #expect(isUnreachable(failure(folder)))
        #expect(isUnreachable(failure(folder.appending(path: "store"))))
    }
}
