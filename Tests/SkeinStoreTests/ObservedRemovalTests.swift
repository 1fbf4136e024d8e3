import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

/// Three stories that a published library gets wrong, through real stores and sealed batches.
@Suite struct ObservedRemovalTests {
    private let milk = TodoList.item("milk")
    private let shop = Value.text("shop")

    // MARK: The own id is kept

    @Test func `after a full merge the next own edit carries the own number`() throws {
        let team = try TodoTeam(roles: [.operator, .operator])
        var lastByDevice: [Dot] = []
        for device in team.devices {
            let dots = try team.record(device, [TodoList.label(milk, "label \(device)")])
            lastByDevice.append(try #require(dots.last))
        }
        try team.synchronise()
        #expect(try team.digests().count == 1)
        for device in team.devices {
            let dots = try team.record(device, [TodoList.label(milk, "more \(device)")])
            let next = try #require(dots.first)
            #expect(next.device == DeviceNumber(UInt16(device)))
            #expect(next.counter > lastByDevice[device].counter)
        }
        try team.synchronise()
        for device in team.devices { #expect(try team.labels(device, milk).count == 6) }
    }

    @Test func `after a restart as well`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "a")])
        let last = try #require(try team.record(1, [TodoList.label(milk, "b")]).last)
        try team.synchronise()
        team.close(1)
        let next = try #require(try team.record(1, [TodoList.label(milk, "c")]).first)
        #expect(next.device == last.device)
        #expect(next.counter > last.counter)
    }

    // MARK: An observed removal removes everywhere

    /// Device 0 adds and device 1 removes what it has seen.
    private func removed(on team: TodoTeam) throws {
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.upload(0)
        try team.pull(1)
        #expect(try team.labels(1, milk) == [shop])
        try team.record(1, [TodoList.unlabel(milk, "shop")])
        #expect(try team.labels(1, milk) == [])
        try team.upload(1)
    }

    @Test func `a removal after an addition was seen removes it on every device`() throws {
        let team = try TodoTeam(roles: [.operator, .operator])
        try removed(on: team)
        for device in team.devices {
            try team.pull(device)
            #expect(try team.labels(device, milk) == [])
        }
        #expect(try team.digests().count == 1)
    }

    @Test func `in one piece, entry by entry, or with a restart between`() throws {
        let team = try TodoTeam(roles: [.operator, .operator, .operator])
        try removed(on: team)
        try team.pull(0)
        try team.pull(1)
        // One piece.
        try team.pull(2)
        // Entry by entry: the label is there for a moment.
        try team.pull(3, entriesMax: 1)
        #expect(try team.labels(3, milk) == [shop])
        team.close(3)
        try team.pull(3, entriesMax: 1)
        for device in team.devices { #expect(try team.labels(device, milk) == []) }
        #expect(try team.digests().count == 1)
    }

    @Test func `an own addition that is unsent is removed with it, in one batch`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.record(0, [TodoList.unlabel(milk, "shop")])
        #expect(try team.labels(0, milk) == [])
        try team.synchronise()
        for device in team.devices { #expect(try team.labels(device, milk) == []) }
    }

    @Test func `every seen copy of a label goes, whoever added it`() throws {
        let team = try TodoTeam(roles: [.operator, .operator])
        for device in team.devices { try team.record(device, [TodoList.label(milk, "shop")]) }
        try team.synchronise()
        #expect(try team.entity(2, milk)?.alive(TodoList.labels).count == 3)
        try team.record(2, [TodoList.unlabel(milk, "shop")])
        try team.synchronise()
        for device in team.devices { #expect(try team.labels(device, milk) == []) }
    }

    @Test func `later work does not bring a removed label back`() throws {
        let team = try TodoTeam()
        try removed(on: team)
        try team.synchronise()
        try team.record(0, [TodoList.label(milk, "cold")])
        try team.record(1, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        for device in team.devices { #expect(try team.labels(device, milk) == [.text("cold")]) }
    }

    // MARK: A concurrent addition survives

    @Test(arguments: [false, true])
    func `an addition that the remover had not seen survives`(removerFirst: Bool) throws {
        let team = try TodoTeam(roles: [.operator])
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.synchronise()
        try team.record(1, [TodoList.unlabel(milk, "shop")])
        let again = try #require(try team.record(0, [TodoList.label(milk, "shop")]).first)
        let order: [Int] = removerFirst ? [1, 0] : [0, 1]
        for device in order { try team.upload(device) }
        for device in team.devices {
            try team.pull(device)
            #expect(try team.labels(device, milk) == [shop])
            #expect(try team.entity(device, milk)?.alive(TodoList.labels).map(\.dot) == [again])
        }
        #expect(try team.digests().count == 1)
    }
}
