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

    @Test(arguments: [0, 1, 64, 65])
    func `a field's name has one to 64 bytes, and so has an act's verb`(bytes: Int) throws {
        let team = try TodoTeam()
        let name = String(repeating: "x", count: bytes)
        for edit: Edit in [
            .write(milk, field: name, .null), .add(milk, field: name, .null),
            .remove(milk, field: name, .null), .fact(milk, field: name, [.value(.null)]),
            .writeText(milk, field: name, "text"), .act(verb: name, subject: tea, []),
        ] {
            if (1...64).contains(bytes) {
                #expect(try team.record(0, [edit]).count == 1)
            } else {
                #expect(throws: StoreError.badEdit("a field's name has 1 to 64 bytes")) {
                    try team.record(0, [edit])
                }
            }
        }
        #expect(try team.store(0).unsentCount == ((1...64).contains(bytes) ? 6 : 0))
    }

    private struct NoRow: Error {}

    @Test func `a row that cannot be written leaves neither operation nor count behind`() throws {
        let team = try TodoTeam()
        let first = try team.record(0, [TodoList.name(milk, "Milk")])
        try team.record(1, [TodoList.name(milk, "Bread")])
        try team.upload(1)
        let (before, plain) = (try team.lines(0), team.views)
        team.views = Views(
            version: plain.version, tables: plain.tables, create: plain.create,
            update: { _, _ in throw NoRow() })
        team.close(0)
        #expect(throws: StoreError.self) { try team.record(0, [TodoList.name(tea, "Tea")]) }
        #expect(throws: StoreError.self) { try team.pull(0) }
        let command = try #require(first.first)
        #expect(throws: StoreError.self) { _ = try team.store(0).withdraw(command: command) }
        let size = try team.store(0).logSize
        team.views = plain
        team.close(0)
        #expect(try team.store(0).logSize == size)
        #expect(try team.store(0).entityIDs() == [milk])
        #expect(try team.store(0).unsentCount == 1)
        #expect(try team.lines(0) == before)
        let next = try team.record(0, [TodoList.name(tea, "Tea")])
        #expect(next.map(\.counter) == first.map { $0.counter + 1 })
        try team.synchronise()
        #expect(try team.lines(0) == team.lines(1))
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

    @Test func `a fact with a text is known by what it says, though its hash differs`() throws {
        let team = try TodoTeam()
        func note(_ text: String) -> Edit {
            .fact(milk, field: TodoList.created, [.value(.text("Anna")), .text(text)])
        }
        #expect(try team.record(0, [note("a long note")]).count == 1)
        #expect(try team.record(0, [note("a long note")]) == [])
        #expect(try team.record(1, [note("a long note")]).count == 1)
        try team.synchronise()
        let copies = try #require(try team.entity(1, milk)).alive(TodoList.created)
        #expect(Set(copies.map(\.value)).count == 2)
        for device in team.devices {
            #expect(try team.record(device, [note("a long note")]) == [])
        }
        #expect(try team.record(0, [note("another note")]).count == 1)
    }

    @Test func `the same text never has the same hash, so that nobody can try words out`() throws {
        let team = try TodoTeam()
        for item in [milk, tea] {
            try team.record(0, [.writeText(item, field: TodoList.title, "yes")])
        }
        try team.record(0, [.writeText(milk, field: TodoList.title, "yes")])
        try team.record(1, [.writeText(milk, field: TodoList.title, "yes")])
        let hashes = try team.devices.flatMap { device in
            try team.store(device).unsent().operations.flatMap(\.contents)
        }
        #expect(hashes.count == 4)
        #expect(Set(hashes).count == 4)
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
