import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// A database that is gone or cannot be believed comes back from the log and the journal.
@Suite struct RebuildTests {
    private let milk = TodoList.item("milk")
    private let tea = TodoList.item("tea")

    /// Device 0 has work in the log and work that is not.
    private func team() throws -> TodoTeam {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk"), TodoList.label(milk, "shop")])
        try team.record(1, [TodoList.label(milk, "cold")])
        try team.synchronise()
        try team.record(0, [.writeText(tea, field: TodoList.title, "Green tea")])
        try team.record(0, [TodoList.unlabel(milk, "cold")])
        try team.flush(0)
        return team
    }

    @Test func `with what is not uploaded, dot for dot`() throws {
        let team = try team()
        let id = try team.id(of: 0)
        let (unsent, lines) = (try team.unsent(0), try team.lines(0))
        team.close(0)
        let spoilt = [UInt8](repeating: 0xee, count: 9_000)
        try StoreFile.write(spoilt, team.database(0))
        #expect(StoreFile.failure(in: team.folder(0)) != nil)
        let aside = try #require(try team.beginRebuild(0, as: id))
        #expect(aside.hasSuffix("replica.sqlite.damaged-1"))
        #expect(try StoreFile.bytes(aside) == spoilt, "nothing is deleted")
        #expect(throws: StoreError.rebuilding) {
            try team.record(0, [TodoList.label(milk, "early")])
        }
        let report = try team.pull(0)
        #expect(!report.identityCopied)
        let rebuilt = try #require(try team.store(0).finishRebuild())
        #expect((rebuilt.takenBack, rebuilt.known) == (2, 0))
        #expect(try team.unsent(0) == unsent)
        #expect(try team.lines(0) == lines)
        #expect(try team.store(0).examine() == nil)
        #expect(try team.digests().count == 1)
        #expect(try team.journal(0).counters == unsent.map(\.dot.counter), "still the second copy")
        try team.synchronise()
        #expect(try team.lines(1) == lines)
        #expect(try team.store(0).finishRebuild() == nil)
    }

    @Test func `over a restart half way, and without the log nothing can be recorded`() throws {
        let team = try team()
        let id = try team.id(of: 0)
        let unsent = try team.unsent(0)
        try team.beginRebuild(0, as: id)
        team.close(0)
        #expect(try team.store(0).isRebuilding)
        #expect(try team.store(0).finishRebuild() == nil)
        #expect(throws: StoreError.rebuilding) {
            try team.record(0, [TodoList.label(milk, "early")])
        }
        try team.pull(0)
        team.close(0)
        _ = try team.store(0).finishRebuild()
        #expect(try team.unsent(0) == unsent)
    }

    @Test func `and gives out no counter that the log or the journal has`() throws {
        let team = try team()
        let highest = try #require(try team.unsent(0).last?.dot.counter)
        try team.rebuild(0, as: try team.id(of: 0))
        let next = try #require(try team.record(0, [TodoList.label(tea, "new")]).first)
        #expect(next.counter > highest + ReplicaStore.counterGap)
    }

    @Test func `and an edit that has seen more than the log now holds has seen all of it`() throws {
        let team = try TodoTeam()
        try team.record(1, [TodoList.label(milk, "cold")])
        try team.upload(1)
        try team.pull(0)
        try team.record(0, [TodoList.label(tea, "mine")])
        try team.flush(0)
        let before = try #require(try team.unsent(0).first)
        try team.beginRebuild(0, as: try team.id(of: 0))
        // A relay that has lost its last entry.
        try team.pull(0, entriesMax: team.log.count - 1)
        let report = try #require(try team.store(0).finishRebuild())
        #expect(report.takenBack == 1)
        let size = try team.store(0).logSize
        #expect(before.seen > size)
        let after = try #require(try team.unsent(0).first)
        #expect((after.seen, after.action) == (size, before.action))
        #expect(after.dot > before.dot)
    }

    @Test func `without what the log holds already`() throws {
        let team = try team()
        let id = try team.id(of: 0)
        try team.upload(0)
        let report = try team.rebuild(0, as: id)
        #expect((report.takenBack, report.known) == (0, 2))
        #expect(try team.unsent(0) == [])
        #expect(try team.digests().count == 2, "the other device has yet to pull")
        try team.pull(1)
        #expect(try team.digests().count == 1)
    }

    @Test func `under new dots where the log has gone past the old ones, with what they saw`()
        throws
    {
        let team = try team()
        let id = try team.id(of: 0)
        let old = try team.unsent(0)
        let journal = try StoreFile.bytes(team.journalPath(0))
        for command in old { #expect(try team.store(0).withdraw(command: command.dot)) }
        try team.record(0, [TodoList.label(tea, "later")])
        try team.synchronise()
        team.close(0)
        // The withdrawals never reached the journal's disk.
        try StoreFile.write(journal, team.journalPath(0))
        let report = try team.rebuild(0, as: id)
        #expect((report.takenBack, report.known) == (2, 0))
        let new = try team.unsent(0)
        #expect(new.map(\.action) == old.map(\.action))
        #expect(new.map(\.seen) == old.map(\.seen))
        #expect(new.map(\.stamp) == old.map(\.stamp))
        let highest = try #require(old.last?.dot.counter)
        #expect(new.allSatisfy { $0.dot.counter > highest + 1 })
        try team.synchronise()
        #expect(try team.digests().count == 1)
    }

    @Test func `and knows its own batch that was under way meanwhile`() throws {
        let team = try team()
        let id = try team.id(of: 0)
        let size = Int(try team.store(0).logSize)
        try team.upload(0)
        try team.beginRebuild(0, as: id)
        try team.pull(0, entriesMax: size)
        _ = try team.store(0).finishRebuild()
        let waiting = try team.unsent(0)
        #expect(waiting.count == 2)
        #expect(try !team.store(0).withdraw(command: waiting[0].dot), "it may have left")
        let report = try team.pull(0)
        #expect(report.isTakenBack)
        #expect(!report.identityCopied)
        #expect(try team.unsent(0) == [])
    }

    @Test func `but not a copy's work`() throws {
        let team = try team()
        try team.upload(0)
        let report = try team.pull(0)
        #expect(!report.isTakenBack, "an ordinary batch")
        try team.rebuild(0, as: try team.id(of: 0))
        try team.record(0, [TodoList.label(tea, "mine")])
        try team.upload(0)
        #expect(try !team.pull(0).isTakenBack)
    }

    @Test func `of another device's journal nothing`() throws {
        let team = try team()
        try StoreFile.write(try StoreFile.bytes(team.journalPath(0)), team.journalPath(1))
        let report = try team.rebuild(1, as: try team.id(of: 1))
        #expect((report.takenBack, report.known) == (0, 0))
        #expect(try team.unsent(1) == [])
    }

    @Test func `each time under another name`() throws {
        let team = try team()
        let id = try team.id(of: 0)
        let names = try (0..<3).map { _ in try team.beginRebuild(0, as: id) }
        #expect(
            names.map { $0.map { URL(filePath: $0).lastPathComponent } } == [
                "replica.sqlite.damaged-1", "replica.sqlite.damaged-2", "replica.sqlite.damaged-3",
            ])
    }

    @Test func `not while somebody has it open`() throws {
        let team = try team()
        #expect(throws: StoreError.locked(holderPID: getpid())) {
            _ = try ReplicaStore.setAside(folder: team.folder(0))
        }
    }

    // MARK: Attempts

    @Test func `counts attempts in flight as begun, and sets no mark before the log is complete`()
        throws
    {
        let team = try TodoTeam(roles: [.sender])
        let act = TodoList.item("act")
        try team.bringIntoFlight(act, 1)
        let record = try #require(try team.store(1).loggedAct(act))
        #expect(record.state.name == "inflight")
        let mark = ReplicaStore.mark(of: act, attempt: record.attempt)
        try team.beginRebuild(1, as: try team.id(of: 1))
        try team.pull(1)
        let early = try team.store(1).marker()
        #expect(!early(mark), "nothing is known yet of what was begun")
        #expect(try team.store(1).finishRebuild()?.marked == 1)
        let marker = try team.store(1).marker()
        #expect(!marker(mark), "the attempt counts as begun")
        #expect(marker(ReplicaStore.mark(of: act, attempt: record.attempt + 1)))
    }
}
