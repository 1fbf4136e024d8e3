import GRDB
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// A full disk, by a bound on the file's pages: SQLite gives the same answer.
@Suite struct DiskFullTests {
    private let milk = TodoList.item("milk")
    private let tea = TodoList.item("tea")

    /// SQLite lowers the bound no further than the pages that there are.
    private func bound(_ store: ReplicaStore, pages: Int) throws {
        try store.queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    /// A command of which the first edit would fit.
    private func tooMuch(_ team: TodoTeam) throws {
        let text = String(repeating: "long ", count: 10_000)
        try team.record(
            0, [TodoList.name(milk, "Bread"), .writeText(tea, field: TodoList.title, text)])
    }

    @Test func `a command without room throws, shows nothing, and the next one counts`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        let first = try team.record(0, [TodoList.label(milk, "shop")])
        let lines = try team.lines(0)
        let before = try team.entity(0, milk)
        try bound(try team.store(0), pages: 1)
        for _ in 0..<3 {
            #expect(throws: StoreError.diskFull) { try tooMuch(team) }
            #expect(try team.lines(0) == lines)
            #expect(try team.entity(0, milk) == before)
            #expect(try team.entity(0, tea) == nil)
            #expect(try team.store(0).unsentCount == 1)
        }
        try bound(try team.store(0), pages: 1_000_000)
        try tooMuch(team)
        let next = try team.record(0, [TodoList.label(milk, "cold")])
        let last = try #require(first.last)
        let unsent = try team.store(0).unsent().operations.map(\.dot)
        #expect(unsent.count == 4)
        #expect(unsent == unsent.sorted())
        #expect(unsent.first == last)
        #expect(unsent.last == next.last)
        try team.synchronise()
        let own = try team.lines(0)
        #expect(try team.lines(1) == own)
        #expect(try team.digests().count == 1)
    }

    @Test func `after a restart as well`() throws {
        let team = try TodoTeam()
        let first = try #require(try team.record(0, [TodoList.label(milk, "shop")]).last)
        try bound(try team.store(0), pages: 1)
        #expect(throws: StoreError.diskFull) { try tooMuch(team) }
        team.close(0)
        #expect(try team.lines(0) == ["-/0/shop/"])
        #expect(try team.store(0).damage() == nil)
        let next = try #require(try team.record(0, [TodoList.label(milk, "cold")]).first)
        #expect(next.counter > first.counter)
    }

    @Test func `a mark without room is not set, so that what it guards does not happen`() throws {
        let team = try TodoTeam()
        let small: [UInt8] = [1]
        // Its key alone needs pages of its own.
        let large = [UInt8](repeating: 2, count: 20_000)
        let mark = try team.store(0).marker()
        try bound(try team.store(0), pages: 1)
        #expect(!mark(large))
        #expect(try team.store(0).local(ReplicaStore.markKey(large)) == nil)
        try bound(try team.store(0), pages: 1_000_000)
        for one in [small, large] {
            #expect(mark(one))
            #expect(!mark(one))
            #expect(try team.store(0).local(ReplicaStore.markKey(one)) != nil)
        }
        team.close(0)
    }

    @Test func `a log that finds no room is taken in later`() throws {
        let team = try TodoTeam()
        try tooMuch(team)
        try team.upload(0)
        let size = try team.store(1).logSize
        try bound(try team.store(1), pages: 1)
        #expect(throws: StoreError.diskFull) { _ = try team.pull(1) }
        #expect(try team.store(1).logSize == size)
        #expect(try team.lines(1) == [])
        try bound(try team.store(1), pages: 1_000_000)
        try team.pull(1)
        try team.pull(0)
        #expect(try team.digests().count == 1)
    }
}
