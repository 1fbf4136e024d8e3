import Foundation
import GRDB
import SkeinCRDT
import SkeinTesting
import Testing

@testable import SkeinStore

/// After an error of the disk nothing is believed until the database was opened anew and checked.
@Suite struct DoubtTests {
    private let milk = TodoList.item("milk")
    /// SQLITE_IOERR_FSYNC: the disk has refused a sync once.
    private static let failedSync = StoreError.database(
        code: 1_034, message: "disk I/O error", statement: nil)

    private func doubtfulTeam() throws -> TodoTeam {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        let connection = try team.store(0).connection
        #expect(throws: Self.failedSync) {
            try connection.perform { _ in
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: 1_034), message: "disk I/O error")
            }
        }
        return team
    }

    private func isSuspect(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch StoreError.suspect {
            return true
        } catch {
            return false
        }
    }

    @Test func `nothing is read, recorded or marked any more`() throws {
        let team = try doubtfulTeam()
        #expect(isSuspect { _ = try team.lines(0) })
        #expect(isSuspect { try team.record(0, [TodoList.label(milk, "shop")]) })
        #expect(isSuspect { _ = try team.store(0).digest() })
        #expect(try !team.store(0).marker()([1]))
    }

    @Test func `until it was opened anew`() throws {
        let team = try doubtfulTeam()
        let old = try team.store(0).marker()
        try team.store(0).reopen()
        #expect(try team.store(0).doubt == nil)
        #expect(try team.lines(0) == ["Milk/0//"])
        try team.record(0, [TodoList.label(milk, "shop")])
        #expect(try team.unsent(0).map(\.dot.counter) == [1, 2])
        #expect(old([1]), "one that was handed out before works on the new connection")
        #expect(try !team.store(0).marker()([1]))
        try team.synchronise()
        #expect(try team.digests().count == 1)
    }

    @Test func `where the end of the write-ahead log is lost then, it counts as damaged`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        let log = team.database(0) + "-wal"
        let before = try StoreFile.bytes(log)
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.flush(0)
        let connection = try team.store(0).connection
        connection.cast(Self.failedSync)
        // SQLite reads up to the first frame whose checksum does not hold, and says nothing.
        try connection.close()
        var bytes = try StoreFile.bytes(log)
        bytes[before.count + 200] ^= 1
        try StoreFile.write(bytes, log)
        let store = try team.store(0)
        guard case .failed(.damaged) = store.tend(now: MonotonicTime(milliseconds: 0)) else {
            Issue.record("a database without its last transaction was believed")
            return
        }
        #expect(try team.journal(0).counters == [1, 2], "the journal still has both")
    }

    @Test func `which a driver's turns do, with growing pauses`() throws {
        let team = try doubtfulTeam()
        let store = try team.store(0)
        #expect(store.tend(now: MonotonicTime(milliseconds: 0)) == .resumed)
        #expect(store.doubt == nil)
        #expect(store.tend(now: MonotonicTime(milliseconds: 250)) == .steady)
    }

    @Test
    func `and what was gathered for the journal is written although the database is not read`()
        throws
    {
        let team = try doubtfulTeam()
        try team.store(0).writeJournal()
        #expect(try team.journal(0).counters == [1])
    }

    @Test func `where it is found damaged then, it stays closed to all`() throws {
        let team = try doubtfulTeam()
        try team.synchroniseAfterReopening()
        let store = try team.store(0)
        let path = team.database(0)
        let connection = store.connection
        connection.cast(Self.failedSync)
        try connection.close()
        try spoilFirstEntry(path)
        for _ in 0..<2 {
            do {
                try store.reopen()
                Issue.record("a damaged database was believed")
            } catch {
                guard case .damaged = error else { throw error }
            }
        }
        guard case .damaged? = store.doubt else {
            Issue.record("the damage was forgotten")
            return
        }
        do {
            _ = try store.read { _ in }
        } catch {
            guard case .damaged = error else { throw error }
        }
        guard case .failed(.damaged) = store.tend(now: MonotonicTime(milliseconds: 0)) else {
            Issue.record("nobody was told")
            return
        }
        #expect(store.tend(now: MonotonicTime(milliseconds: 90_000)) == .steady, "told once")
    }

    private func spoilFirstEntry(_ path: String) throws {
        let queue = try StoreFile.database(path)
        try queue.write { database in
            try database.execute(sql: "UPDATE entry SET time = time + 1 WHERE position = 0")
        }
        try queue.close()
    }

    // MARK: Unclean ends

    @Test func `a store says that it is open, and takes that back at its end`() throws {
        let team = try TodoTeam()
        let running = team.folder(0).appending(path: ReplicaStore.runningName).path
        #expect(StoreFile.exists(running))
        team.close(0)
        #expect(!StoreFile.exists(running))
        _ = try team.store(0)
        #expect(StoreFile.exists(running))
        try team.store(0).close()
        #expect(!StoreFile.exists(running))
    }

    @Test func `an end with doubt is no orderly one`() throws {
        let team = try doubtfulTeam()
        let running = team.folder(0).appending(path: ReplicaStore.runningName).path
        team.close(0)
        #expect(StoreFile.exists(running))
        #expect(try team.lines(0) == ["Milk/0//"])
    }

    /// What a changed byte may hit, as SQL; SQLite's own check passes all of it.
    private static let changes = [
        "UPDATE entry SET bytes = zeroblob(length(bytes)) WHERE position = 2",
        "UPDATE entry SET root = randomblob(32) WHERE position = 1",
        "UPDATE entry SET time = time + 1 WHERE position = 3",
        "UPDATE entry SET refusal = 'role' WHERE position = 3",
        "DELETE FROM entry WHERE position = 1",
        "DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)",
        "UPDATE record SET bytes = zeroblob(length(bytes)) WHERE entry = 2",
        "UPDATE content SET text = 'Green coffee'",
        "UPDATE meta SET value = 1 WHERE key = 'nextCounter'",
        """
        UPDATE meta SET value = (SELECT substr(value, 1, length(value) - 1) || x'00' FROM meta
        WHERE key = 'log') WHERE key = 'log'
        """,
    ]

    private func change(_ path: String, _ sql: String) throws {
        let queue = try StoreFile.database(path)
        try queue.write { database in
            try database.execute(sql: sql)
            #expect(database.changesCount > 0)
        }
        try queue.close()
    }

    private func filledTeam() throws -> TodoTeam {
        let team = try TodoTeam()
        try team.record(0, [.writeText(milk, field: TodoList.title, "Green tea")])
        try team.record(1, [TodoList.label(milk, "cold")])
        try team.synchronise()
        try team.record(0, [TodoList.label(milk, "shop")])
        team.close(0)
        return team
    }

    @Test(arguments: changes)
    func `after an unclean one the log is checked`(_ sql: String) throws {
        let team = try filledTeam()
        #expect(StoreFile.failure(in: team.folder(0)) == nil)
        try change(team.database(0), sql)
        try StoreFile.write([], team.folder(0).appending(path: ReplicaStore.runningName).path)
        guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
            Issue.record("not noticed: \(sql)")
            return
        }
        guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
            Issue.record("forgotten at the second opening: \(sql)")
            return
        }
    }

    /// What only merging the log once more shows.
    private static let derived = [
        "UPDATE entity SET logged = zeroblob(length(logged))",
        "UPDATE entity SET conflicts = 7", "UPDATE todo SET title = 'Coffee'",
        "DELETE FROM todo", "DELETE FROM posting",
        "UPDATE author SET lastCounter = lastCounter + 1",
    ]

    @Test func `a sound store is found sound whatever order its rows came in`() throws {
        let team = try TodoTeam()
        for number in (0..<20).reversed() {
            try team.record(0, [TodoList.name(TodoList.item("\(10 + number)"), "Milk")])
        }
        try team.synchronise()
        try team.record(0, [TodoList.label(TodoList.item("15"), "shop")])
        #expect(try team.store(0).examine() == nil)
        #expect(try team.store(1).examine() == nil)
    }

    @Test(arguments: changes + derived)
    func `a full examination finds it in any case`(_ sql: String) throws {
        let team = try filledTeam()
        #expect(try team.store(0).examine() == nil)
        team.close(0)
        try change(team.database(0), sql)
        guard StoreFile.failure(in: team.folder(0)) == nil else { return }
        #expect(try team.store(0).examine() != nil)
    }
}

extension TodoTeam {
    fileprivate func synchroniseAfterReopening() throws {
        try store(0).reopen()
        try synchronise()
    }
}
