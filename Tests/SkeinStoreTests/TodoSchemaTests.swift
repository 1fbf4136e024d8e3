import GRDB
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// A second application on the store: a to-do list with a table of its own.
@Suite struct TodoSchemaTests {
    private let milk = TodoList.item("milk")
    private let tea = TodoList.item("tea")

    @Test func `an item made on one device stands in the other's table after a pull`() throws {
        let team = try TodoTeam()
        try team.record(
            0,
            [
                TodoList.create(milk, by: "Anna"), TodoList.name(milk, "Milk"),
                TodoList.set(milk, done: false), TodoList.label(milk, "shop"),
                TodoList.label(milk, "cold"),
            ])
        #expect(try team.lines(0) == ["Milk/0/cold,shop/Anna"])
        try team.upload(0)
        #expect(try team.lines(1) == [])
        try team.pull(1)
        #expect(try team.lines(1) == ["Milk/0/cold,shop/Anna"])
    }

    @Test func `a long title travels as a text of its own`() throws {
        let team = try TodoTeam()
        let title = String(repeating: "very ", count: 100) + "long"
        try team.record(0, [.writeText(milk, field: TodoList.title, title)])
        try team.synchronise()
        #expect(try team.lines(1) == [title + "/0//"])
    }

    @Test func `a command that is refused half way leaves list and table as they were`() throws {
        let team = try TodoTeam()
        let first = try team.record(0, [TodoList.name(milk, "Milk")])
        let before = try team.lines(0)
        #expect(throws: StoreError.self) {
            _ = try team.record(
                0,
                [
                    TodoList.name(milk, "Bread"),
                    .add(tea, field: String(repeating: "x", count: 65), .null),
                ])
        }
        #expect(try team.lines(0) == before)
        #expect(try team.store(0).unsentCount == 1)
        #expect(try team.store(0).entityIDs() == [milk])
        let next = try team.record(0, [TodoList.name(milk, "Bread")])
        #expect(next.map(\.counter) == first.map { $0.counter + 1 })
    }

    @Test func `an item opened and closed at once is open until somebody decides`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk"), TodoList.set(milk, done: false)])
        try team.synchronise()
        try team.record(1, [TodoList.set(milk, done: false)])
        try team.record(0, [TodoList.set(milk, done: true)])
        #expect(try team.lines(0) == ["Milk/1//"])
        try team.synchronise()
        for device in team.devices {
            #expect(try team.lines(device) == ["Milk/0//"])
            let conflicts = try team.store(device).conflicts()
            #expect(conflicts.map(\.state.id) == [milk])
            #expect(conflicts.map(\.fields) == [[TodoList.done]])
        }
        try team.record(0, [TodoList.set(milk, done: true)])
        try team.synchronise()
        for device in team.devices {
            #expect(try team.lines(device) == ["Milk/1//"])
            #expect(try team.store(device).conflicts() == [])
        }
    }

    @Test func `a fact that is known is not recorded again`() throws {
        let team = try TodoTeam()
        #expect(try team.record(0, [TodoList.create(milk, by: "Anna")]).count == 1)
        #expect(try team.record(0, [TodoList.create(milk, by: "Anna")]) == [])
        try team.record(1, [TodoList.create(milk, by: "Anna")])
        try team.synchronise()
        for device in team.devices {
            #expect(try team.entity(device, milk)?.alive(TodoList.created).count == 2)
            #expect(try team.store(device).conflicts() == [])
        }
        #expect(try team.record(1, [TodoList.create(milk, by: "Anna")]) == [])
    }

    @Test func `a table of another version is dropped and filled anew`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.record(0, [TodoList.name(tea, "Tea")])
        let lines = try team.lines(0)
        // Only a table that is made anew has all rows again.
        try team.store(0).queue.write { database in
            try database.execute(sql: "DELETE FROM todo WHERE title = 'Milk'")
        }
        team.close(0)
        #expect(try team.lines(0).count == 1)
        team.views = TodoList.table(version: 2)
        team.close(0)
        #expect(try team.lines(0) == lines)
    }
}
