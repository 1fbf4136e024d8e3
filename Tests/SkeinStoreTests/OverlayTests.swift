import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

/// Own unsent edits lie over the log (rule 9).
@Suite struct OverlayTests {
    private let milk = TodoList.item("milk")

    private func title(_ team: TodoTeam, _ device: Int) throws -> Value? {
        try team.shown(device, milk, TodoList.title)
    }

    @Test func `an unsent edit is shown here and nowhere else`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.pull(1)
        #expect(try title(team, 0) == .text("Milk"))
        #expect(try team.entity(1, milk) == nil)
        #expect(try team.store(0).unsentCount == 1)
        #expect(try team.store(0).firstDot(of: milk) == nil)
    }

    @Test func `an unsent edit is still shown after a restart`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk"), TodoList.label(milk, "shop")])
        let before = try team.entity(0, milk)
        team.close(0)
        #expect(try team.entity(0, milk) == before)
        #expect(try team.store(0).unsentCount == 2)
    }

    @Test func `an edit that saw the other replaces it`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        try team.record(1, [TodoList.name(milk, "Oat milk")])
        #expect(try team.entity(1, milk)?.alive(TodoList.title).count == 1)
        #expect(try team.store(1).conflicts() == [])
    }

    @Test func `an unsent edit and a concurrent logged one are a conflict`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.record(1, [TodoList.name(milk, "Oat milk")])
        try team.upload(1)
        try team.pull(0)
        #expect(try team.store(0).conflicts().map(\.fields) == [[TodoList.title]])
        // Own unsent edits come after everything logged, whatever the clocks say.
        #expect(try title(team, 0) == .text("Milk"))
        #expect(try title(team, 1) == .text("Oat milk"))
        try team.synchronise()
        for device in team.devices {
            #expect(try team.store(device).conflicts().map(\.fields) == [[TodoList.title]])
            #expect(try title(team, device) == .text("Oat milk"))
        }
    }

    @Test func `an unsent removal takes no addition along that comes in later`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.label(milk, "shop")])
        try team.synchronise()
        try team.record(0, [TodoList.unlabel(milk, "shop")])
        #expect(try team.labels(0, milk) == [])
        try team.record(1, [TodoList.label(milk, "shop")])
        try team.upload(1)
        try team.pull(0)
        #expect(try team.labels(0, milk) == [.text("shop")])
        let shown = try team.entity(0, milk)?.alive(TodoList.labels).map(\.dot)
        try team.synchronise()
        for device in team.devices {
            #expect(try team.entity(device, milk)?.alive(TodoList.labels).map(\.dot) == shown)
        }
    }

    @Test func `digests do not see it`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        let digest = try team.store(0).digest()
        try team.record(0, [TodoList.name(milk, "Bread"), TodoList.label(milk, "shop")])
        #expect(try team.store(0).digest() == digest)
        #expect(try team.digests().count == 1)
        try team.upload(0)
        try team.pull(1)
        #expect(try team.digests().count == 2)
        try team.pull(0)
        #expect(try team.digests().count == 1)
        #expect(try team.store(0).digest() != digest)
    }

    @Test func `the own batch coming back changes nothing that is shown`() throws {
        let team = try TodoTeam()
        try team.record(1, [TodoList.name(milk, "Oat milk"), TodoList.label(milk, "cold")])
        try team.upload(1)
        try team.pull(0)
        try team.record(0, [TodoList.create(milk, by: "Anna"), TodoList.name(milk, "Milk")])
        try team.record(0, [TodoList.label(milk, "shop"), TodoList.unlabel(milk, "cold")])
        let before = try #require(try team.entity(0, milk))
        let lines = try team.lines(0)
        try team.upload(0)
        let report = try team.pull(0)
        #expect(report.operations == 4)
        #expect(report.identityCopied == false)
        #expect(try team.store(0).unsentCount == 0)
        let after = try #require(try team.entity(0, milk))
        for field in TodoList.schema.fields.map(\.name) {
            #expect(after.alive(field).map(\.dot) == before.alive(field).map(\.dot))
            #expect(after.shown(field)?.value == before.shown(field)?.value)
        }
        #expect(after.conflicts == before.conflicts)
        #expect(try team.lines(0) == lines)
    }

    @Test func `edits recorded while the own batch is on its way stay over it`() throws {
        let team = try TodoTeam()
        try team.record(0, [TodoList.name(milk, "Milk")])
        try team.upload(0)
        try team.record(0, [TodoList.name(milk, "Bread")])
        try team.pull(0)
        #expect(try title(team, 0) == .text("Bread"))
        #expect(try team.store(0).conflicts() == [])
        #expect(try team.store(0).unsentCount == 1)
        try team.synchronise()
        #expect(try title(team, 1) == .text("Bread"))
        #expect(try team.store(1).conflicts() == [])
    }
}
