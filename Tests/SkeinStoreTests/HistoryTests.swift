import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

@Suite struct HistoryTests {
    private let milk = TodoList.item("milk")
    private let tea = TodoList.item("tea")

    @Test func `operations stand in log order with their persons, unsent ones last`() throws {
        let team = try TodoTeam(roles: [.operator, .operator])
        try team.record(2, [TodoList.name(milk, "Milk"), TodoList.name(tea, "Tea")])
        try team.record(1, [TodoList.label(milk, "shop")])
        try team.upload(1)
        try team.upload(2)
        try team.pull(0)
        try team.record(0, [TodoList.set(milk, done: true)])
        let items = try team.store(0).history(of: milk)
        let names: [String] = items.map(\.operation.action.name)
        #expect(names == [TodoList.labels, TodoList.title, TodoList.done])
        #expect(items.map(\.person) == [1, 2, 0])
        let numbers: [UInt16] = items.map(\.device.rawValue)
        #expect(numbers == [1, 2, 0])
        // Entries 0 to 2 are the members.
        #expect(items.map(\.logIndex) == [3, 4, nil])
        #expect(items.map(\.logTime).firstIndex(of: nil) == 2)
        #expect(items.map(\.refusal) == [nil, nil, nil])
        #expect(try team.store(0).history(of: tea).map(\.person) == [2])
        #expect(try team.store(0).history(of: TodoList.item("none")) == [])
    }

    @Test func `every device tells one history of what is logged`() throws {
        let team = try TodoTeam(roles: [.operator, .operator])
        for round in 0..<3 {
            for device in team.devices {
                try team.record(device, [TodoList.name(milk, "\(round) \(device)")])
            }
            try team.synchronise()
        }
        let history = try team.store(0).history(of: milk)
        #expect(history.count == 9)
        #expect(history.compactMap(\.logIndex) == history.compactMap(\.logIndex).sorted())
        for device in team.devices {
            #expect(try team.store(device).history(of: milk) == history)
        }
        team.close(0)
        #expect(try team.store(0).history(of: milk) == history)
    }

    @Test func `only what was refused of a batch is named so`() throws {
        let team = try TodoTeam()
        let act = EntityID(Array("act".utf8))
        try team.record(
            1,
            [
                TodoList.name(milk, "Milk"), .step(act, .claim(attempt: 1)),
                TodoList.label(milk, "shop"),
            ])
        try team.synchronise()
        for device in team.devices {
            let items = try team.store(device).history(of: milk)
            #expect(items.map(\.refusal) == [nil, nil])
            #expect(try team.store(device).history(of: act).map(\.refusal) == ["roleTooLow"])
        }
    }

    @Test func `what was replaced or removed is in it`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk"), TodoList.label(milk, "shop")])
        try team.synchronise()
        try team.record(1, [TodoList.name(milk, "Tea"), TodoList.unlabel(milk, "shop")])
        try team.synchronise()
        let items = try team.store(0).history(of: milk)
        #expect(
            items.map(\.operation.action) == [
                .write(milk, field: TodoList.title, .text("Milk")),
                .add(milk, field: TodoList.labels, .text("shop")),
                .write(milk, field: TodoList.title, .text("Tea")),
                .remove(milk, field: TodoList.labels, .text("shop")),
            ])
        #expect(items.map(\.operation.startsCommand) == [true, false, true, false])
    }

    @Test func `a refused operation is named with its reason`() throws {
        let team = try TodoTeam(roles: [.observer])
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        try team.record(1, [TodoList.name(milk, "Tea")])
        try team.synchronise()
        for device in team.devices {
            let items = try team.store(device).history(of: milk)
            #expect(items.map(\.refusal) == [nil, "role"])
            #expect(items.map(\.person) == [0, 1])
        }
    }
}
