import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

@Suite struct WithdrawTests {
    private let milk = TodoList.item("milk")

    @Test func `a withdrawn command leaves no trace of what it did`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk"), TodoList.label(milk, "shop")])
        try team.synchronise()
        let before = try team.entity(0, milk)
        let lines = try team.lines(0)
        let command = try #require(
            try team.record(0, [TodoList.name(milk, "Tea"), TodoList.unlabel(milk, "shop")]).first)
        #expect(try team.entity(0, milk) != before)
        #expect(try team.store(0).withdraw(command: command))
        #expect(try team.entity(0, milk) == before)
        #expect(try team.lines(0) == lines)
        #expect(try team.store(0).unsentCount == 0)
        #expect(try team.store(0).withdraw(command: command) == false)
    }

    @Test func `only the named command goes, and later ones stay`() throws {
        let team = try TodoTeam()
        let first = try team.record(0, [TodoList.label(milk, "a"), TodoList.label(milk, "b")])
        try team.record(0, [TodoList.label(milk, "c")])
        // The second operation is no command of its own.
        #expect(try team.store(0).withdraw(command: first[1]) == false)
        #expect(try team.store(0).withdraw(command: first[0]))
        #expect(try team.labels(0, milk) == [.text("c")])
        try team.synchronise()
        #expect(try team.labels(1, milk) == [.text("c")])
    }

    @Test func `a counter is not used again after its command was withdrawn`() throws {
        let team = try TodoTeam()
        let command = try #require(try team.record(0, [TodoList.name(milk, "Milk")]).first)
        #expect(try team.store(0).withdraw(command: command))
        team.close(0)
        let next = try #require(try team.record(0, [TodoList.name(milk, "Tea")]).first)
        #expect(next.counter > command.counter)
    }

    @Test func `a command that is sealed or logged stays`() throws {
        let team = try TodoTeam()
        let command = try #require(try team.record(0, [TodoList.name(milk, "Milk")]).first)
        let batch = try #require(try team.seal(0))
        try team.store(0).keepPending(batch.sealed, lastCounter: batch.lastCounter)
        team.close(0)
        #expect(try team.store(0).pendingBatch() == batch.sealed)
        #expect(try team.store(0).withdraw(command: command) == false)
        let later = try #require(try team.record(0, [TodoList.name(milk, "Tea")]).first)
        #expect(try team.store(0).withdraw(command: later))
        try team.synchronise()
        #expect(try team.store(0).withdraw(command: command) == false)
        #expect(try team.shown(0, milk, TodoList.title) == .text("Milk"))
    }

    @Test func `nobody withdraws what another has recorded`() throws {
        let team = try TodoTeam()
        let foreign = try #require(try team.record(1, [TodoList.name(milk, "Milk")]).first)
        #expect(try team.store(0).withdraw(command: foreign) == false)
    }
}
