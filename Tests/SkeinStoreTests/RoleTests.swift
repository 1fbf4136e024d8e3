import GRDB
import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

/// An operation beyond its author's role is void alone, counted, and shown to its author (rule 2).
@Suite struct RoleTests {
    private let milk = TodoList.item("milk")
    private let act = EntityID(Array("act".utf8))

    private func refusals(_ team: TodoTeam, _ device: Int) throws -> [String] {
        try team.store(device).read { database in
            try String.fetchAll(
                database, sql: "SELECT reason FROM refusal ORDER BY entry, position")
        }
    }

    @Test func `an observer's edits are void, and its batch is not`() throws {
        let team = try TodoTeam(roles: [.observer, .operator])
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        try team.record(1, [TodoList.name(milk, "Tea"), TodoList.label(milk, "mine")])
        // Shown to the observer alone, until the log has said no.
        #expect(try team.lines(1) == ["Tea/0/mine/"])
        try team.upload(1)
        try team.record(2, [TodoList.label(milk, "shop")])
        try team.upload(2)
        let own = try team.pull(1)
        #expect(own.ownRefusals == 2)
        #expect(own.voidEntries == [:])
        #expect(own.operations == 3)
        for device in team.devices {
            try team.pull(device)
            #expect(try team.lines(device) == ["Milk/0/shop/"])
            #expect(try refusals(team, device) == ["role", "role"])
        }
        #expect(try team.store(1).unsentCount == 0)
        #expect(try team.digests().count == 1)
    }

    @Test func `a step beyond the role is void alone, others of its batch count`() throws {
        let team = try TodoTeam()
        try team.record(
            1,
            [
                TodoList.name(milk, "Milk"), .step(act, .claim(attempt: 1)),
                TodoList.label(milk, "shop"),
            ])
        try team.upload(1)
        let own = try team.pull(1)
        #expect(own.operations == 3)
        #expect(own.ownRefusals == 1)
        let other = try team.pull(0)
        #expect(other.ownRefusals == 0)
        for device in team.devices {
            #expect(try team.lines(device).contains("Milk/0/shop/"))
            #expect(try refusals(team, device) == ["roleTooLow"])
            #expect(try team.store(device).act(act) == nil)
        }
        #expect(try team.digests().count == 1)
    }

    @Test func `a sender and an owner may edit as well`() throws {
        let team = try TodoTeam(roles: [.sender, .owner])
        for device in team.devices {
            try team.record(device, [TodoList.label(milk, "\(device)")])
        }
        try team.synchronise()
        for device in team.devices {
            #expect(try team.labels(device, milk).count == 3)
            #expect(try refusals(team, device) == [])
        }
    }

    @Test func `a lease is judged by who is a member and when each last wrote`() throws {
        let team = try TodoTeam()
        try team.record(1, [TodoList.name(milk, "Milk")])
        try team.upload(1)
        let written = UInt64(team.now.milliseconds)
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.synchronise()
        for device in team.devices {
            let store = try team.store(device)
            let context = try #require(store.leaseContext(author: DeviceNumber(1)))
            #expect(context.role == .operator)
            #expect(context.lastBatchTime(DeviceNumber(1)) == written)
            #expect(context.lastBatchTime(DeviceNumber(0)) == UInt64(team.now.milliseconds))
            #expect(context.lastBatchTime(DeviceNumber(2)) == nil)
            #expect(context.mayHold(DeviceNumber(1)))
            #expect(!context.mayHold(DeviceNumber(2)))
            #expect(store.leaseContext(author: DeviceNumber(2)) == nil)
        }
    }
}
