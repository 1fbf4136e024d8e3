import Foundation
import GRDB
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// The second copy of what is not uploaded.
@Suite struct PendingJournalTests {
    private let milk = TodoList.item("milk")
    private let tea = TodoList.item("tea")

    @Test func `holds an edit and its text a turn after it was recorded`() throws {
        let team = try TodoTeam()
        let dots = try team.record(
            0, [TodoList.label(milk, "shop"), .writeText(tea, field: TodoList.title, "Green tea")])
        #expect(!StoreFile.exists(team.journalPath(0)), "the commit does not wait for it")
        try team.flush(0)
        let journal = try team.journal(0)
        #expect(journal.owner == (try team.id(of: 0)))
        #expect(journal.counters == dots.map(\.counter))
        #expect(journal.damagedBytes == 0)
        #expect(journal.operations.flatMap(\.contents).map(\.text) == [Array("Green tea".utf8)])
        let kept = journal.operations.map(\.bytes)
        #expect(kept == (try team.unsent(0).map(OperationCodec.encode)))
    }

    @Test func `is written once a second at most, and at the end`() throws {
        let team = try TodoTeam()
        for number in 0..<3 { try team.record(0, [TodoList.label(milk, "\(number)")]) }
        try team.flush(0, at: 10)
        #expect(try team.journal(0).counters.count == 3)
        try team.record(0, [TodoList.label(milk, "3")])
        try team.store(0).flushJournal(now: MonotonicTime(milliseconds: 10_999))
        #expect(try team.journal(0).counters.count == 3)
        try team.flush(0, at: 11)
        #expect(try team.journal(0).counters.count == 4)
        try team.record(0, [TodoList.label(milk, "4")])
        team.close(0)
        #expect(try team.journal(0).counters.count == 5)
    }

    @Test func `is emptied when the log shows the edits, and not before`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.flush(0)
        try team.upload(0)
        try team.flush(0, at: 2)
        #expect(try team.journal(0).counters.count == 1)
        try team.pull(0)
        try team.flush(0, at: 4)
        #expect(try team.journal(0).counters == [])
        #expect(try StoreFile.bytes(team.journalPath(0)).count < 200)
        let next = try team.record(0, [TodoList.label(milk, "cold")])
        try team.flush(0, at: 6)
        #expect(try team.journal(0).counters == next.map(\.counter))
    }

    @Test func `forgets what was taken back, at once`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        let command = try team.record(0, [TodoList.label(milk, "cold")])
        try team.flush(0)
        #expect(try team.store(0).withdraw(command: try #require(command.first)))
        #expect(try team.journal(0).counters == [1])
        #expect(try team.unsent(0).map(\.dot.counter) == [1])
    }

    @Test func `is written anew in short when most of it is done with`() throws {
        let team = try TodoTeam()
        for number in 0..<1_100 {
            try team.record(0, [TodoList.name(milk, "\(number)")])
        }
        try team.flush(0)
        let long = try StoreFile.bytes(team.journalPath(0)).count
        try team.upload(0)
        let rest = try team.record(0, [TodoList.label(milk, "cold")])
        try team.pull(0)
        try team.flush(0, at: 2)
        #expect(try team.journal(0).counters == rest.map(\.counter))
        #expect(try StoreFile.bytes(team.journalPath(0)).count < long / 100)
    }

    // MARK: Damage

    @Test func `ends at the first damaged record, whatever was done to it`() throws {
        let team = try TodoTeam()
        for number in 0..<6 { try team.record(0, [TodoList.label(milk, "\(number)")]) }
        team.close(0)
        let whole = try StoreFile.bytes(team.journalPath(0))
        #expect(JournalReading(whole).counters == [1, 2, 3, 4, 5, 6])
        for length in 0..<whole.count {
            let torn = JournalReading(Array(whole[..<length]))
            #expect(torn.counters == Array([1, 2, 3, 4, 5, 6].prefix(torn.counters.count)))
            #expect(torn != JournalReading(whole))
        }
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            let spoilt = JournalReading(bytes)
            #expect(spoilt.counters == Array([1, 2, 3, 4, 5, 6].prefix(spoilt.counters.count)))
            #expect(spoilt.damagedBytes > 0)
            #expect(spoilt.damagedBytes <= whole.count - place + 200)
        }
    }

    @Test func `with a torn tail is told of, and made whole from the database`() throws {
        let team = try TodoTeam()
        for number in 0..<3 { try team.record(0, [TodoList.label(milk, "\(number)")]) }
        team.close(0)
        let path = team.journalPath(0)
        let whole = try StoreFile.bytes(path)
        try StoreFile.write(Array(whole.dropLast(7)), path)
        #expect(try team.store(0).journalDamagedBytes > 0)
        #expect(try team.journal(0).counters == [1, 2, 3])
        team.close(0)
        #expect(try team.store(0).journalDamagedBytes == 0)
    }

    @Test func `that is ahead of its database shows that the database has lost its end`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        team.close(0)
        let old = try StoreFile.bytes(team.database(0))
        try team.record(0, [TodoList.label(milk, "cold")])
        team.close(0)
        try StoreFile.write(old, team.database(0))
        guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
            Issue.record("an acknowledged edit was lost silently")
            return
        }
        #expect(try team.journal(0).counters == [1, 2], "kept for the rebuild")
    }

    @Test func `is not written anew from a database that was found damaged`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        team.close(0)
        let old = try StoreFile.bytes(team.database(0))
        try team.record(0, (0..<1_200).map { TodoList.label(milk, "\($0)") })
        team.close(0)
        try StoreFile.write(old, team.database(0))
        guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
            Issue.record("acknowledged edits were lost silently")
            return
        }
        #expect(try team.journal(0).counters.count == 1_201)
    }

    @Test func `tells a database that has lost a transaction without edits`() throws {
        let team = try TodoTeam()
        try team.store(0).setLocal("cursor", [1])
        team.close(0)
        let old = try StoreFile.bytes(team.database(0))
        try team.store(0).setLocal("cursor", [2])
        team.close(0)
        try StoreFile.write(old, team.database(0))
        guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
            Issue.record("a lost transaction was not noticed")
            return
        }
    }

    @Test func `is cut back to what the database holds`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        team.close(0)
        let old = try StoreFile.bytes(team.journalPath(0))
        let command = try #require(try team.unsent(0).first?.dot)
        #expect(try team.store(0).withdraw(command: command))
        team.close(0)
        // The withdrawal never reached the disk.
        try StoreFile.write(old, team.journalPath(0))
        #expect(try team.unsent(0) == [])
        #expect(try team.journal(0).counters == [])
    }

    @Test func `that says something else than the database finds it damaged`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop"), TodoList.label(tea, "shop")])
        team.close(0)
        let queue = try StoreFile.database(team.database(0))
        try queue.write { database in
            try database.execute(
                sql:
                    "UPDATE unsent SET operation = (SELECT operation FROM unsent WHERE counter = 2)"
            )
        }
        try queue.close()
        guard case .damaged? = StoreFile.failure(in: team.folder(0)) else {
            Issue.record("a changed edit was not noticed")
            return
        }
    }
}
