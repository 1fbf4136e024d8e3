import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// A batch in the log whose content nobody can use: void for everybody, nothing of it is lost.
@Suite struct VoidBatchTests {
    private let milk = TodoList.item("milk")

    /// Two commands of device 1 are in a batch that cannot be opened.
    private func unreadable() throws -> (team: TodoTeam, used: [Dot]) {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        var used = try team.record(1, [TodoList.name(milk, "Tea"), TodoList.label(milk, "shop")])
        used += try team.record(1, [TodoList.label(milk, "cold")])
        let batch = try #require(try team.seal(1))
        try team.store(1).keepPending(batch.sealed, lastCounter: batch.lastCounter)
        try team.uploadUnreadable(1)
        return (team, used)
    }

    @Test func `counts for nobody, and is named by its place in the log`() throws {
        let (team, _) = try unreadable()
        for device in team.devices {
            let report = try team.pull(device)
            #expect(report.entries == 1)
            #expect(report.operations == 0)
            #expect(Array(report.voidEntries.keys) == [try team.store(device).logSize - 1])
            #expect(report.ownRefusals == 0)
            #expect(report.identityCopied == false)
        }
        #expect(try team.lines(0) == ["Milk/0//"])
        #expect(try team.store(0).history(of: milk).count == 1)
        #expect(try team.digests().count == 1)
    }

    @Test func `is not what an entry of a later build is: that one is not gone past`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.upload(0)
        let (size, digest) = (try team.store(1).logSize, try team.store(1).digest())
        let new = Array(team.log.dropFirst(Int(size)))
        for restarted in [false, true] {
            if restarted { team.close(1) }
            let failure = StoreFile.stop { _ = try team.store(1).ingest(new + [team.laterEntry()]) }
            #expect(failure == size + UInt64(new.count))
            #expect(try team.store(1).logSize == size)
            #expect(try team.store(1).digest() == digest)
            #expect(try team.lines(1) == [])
        }
        for device in team.devices {
            try team.pull(device)
            #expect(try team.lines(device) == ["Milk/0//"])
        }
        #expect(try team.digests().count == 1)
    }

    @Test(arguments: [false, true])
    func `is recorded anew by its author, under dots that it has not used`(
        restarted: Bool
    ) throws {
        let (team, used) = try unreadable()
        let shown = try team.lines(1)
        try team.pull(1)
        if restarted { team.close(1) }
        #expect(try team.lines(1) == shown)
        #expect(try team.store(1).pendingBatch() == nil)
        let waiting = try team.store(1).unsent().operations
        #expect(waiting.map(\.startsCommand) == [true, false, true])
        let last = try #require(used.last).counter
        #expect(waiting.map(\.dot.counter) == (1...3).map { last + $0 })
        let next = try #require(try team.record(1, [TodoList.label(milk, "late")]).first)
        #expect(next.counter == last + 4)
        #expect(try team.store(1).withdraw(command: waiting[2].dot))
        try team.synchronise()
        for device in team.devices {
            #expect(try team.lines(device) == ["Tea/0/late,shop/"])
            #expect(try team.store(device).conflicts() == [])
            #expect(try team.store(device).unsentCount == 0)
        }
        #expect(try team.digests().count == 1)
    }
}
