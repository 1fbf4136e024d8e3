import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

/// What is shown of values that were written without seeing each other.
@Suite struct FieldRuleTests {
    private static let field = "item.field"
    private let item = TodoList.item("item")

    /// The values of devices 0, 1 and 2, in the order of time.
    struct Rule: Sendable {
        let kind: FieldRule.Kind
        let written: [Value]
        let shown: Value
    }

    static let registers: [Rule] = [
        Rule(kind: .register(.latest), written: texts("a", "c", "b"), shown: .text("b")),
        Rule(kind: .register(.earliest), written: texts("b", "a", "c"), shown: .text("b")),
        Rule(
            kind: .register(.ranked(texts("open", "later"))),
            written: texts("done", "open", "later"), shown: .text("open")),
        Rule(
            kind: .register(.ranked(texts("open", "later"))),
            written: texts("later", "done", "other"), shown: .text("later")),
        Rule(
            kind: .register(.ranked(texts("open"))), written: texts("a", "c", "b"),
            shown: .text("b")),
        Rule(
            kind: .register(.firstSet), written: [.null, .text("b"), .text("a")],
            shown: .text("b")),
        Rule(kind: .register(.firstSet), written: [.null, .null, .null], shown: .null),
        Rule(
            kind: .register(.lowest), written: [.integer(30), .integer(-10), .integer(20)],
            shown: .integer(-10)),
        Rule(
            kind: .register(.lowest), written: [.integer(30), .null, .integer(-10)],
            shown: .null),
        Rule(
            kind: .register(.lowest), written: [.null, .integer(.min), .integer(0)],
            shown: .null),
        Rule(
            kind: .register(.latest), written: texts("same", "same", "same"),
            shown: .text("same")),
    ]

    private static func texts(_ texts: String...) -> [Value] { texts.map { Value.text($0) } }

    private func newTeam(_ kind: FieldRule.Kind) throws -> TodoTeam {
        try TodoTeam(
            roles: [.operator, .operator], schema: Schema([FieldRule(Self.field, kind)]),
            views: .none)
    }

    @Test(arguments: FieldRuleTests.registers)
    func `every device shows the value that the rule chooses`(rule: Rule) throws {
        let team = try newTeam(rule.kind)
        for (device, value) in rule.written.enumerated() {
            try team.record(device, [.write(item, field: Self.field, value)])
        }
        // The log has them in another order than time.
        for device in [1, 2, 0] { try team.upload(device) }
        let isConflict = Set(rule.written).count > 1
        for device in team.devices {
            try team.pull(device)
            let state = try #require(try team.entity(device, item))
            #expect(state.alive(Self.field).count == 3)
            #expect(state.shown(Self.field)?.value == rule.shown)
            #expect(state.isConflict(Self.field) == isConflict)
        }
        #expect(try team.digests().count == 1)
    }

    @Test(arguments: FieldRuleTests.registers)
    func `a later write that saw them all is the only one left`(rule: Rule) throws {
        let team = try newTeam(rule.kind)
        for (device, value) in rule.written.enumerated() {
            try team.record(device, [.write(item, field: Self.field, value)])
        }
        try team.synchronise()
        try team.record(1, [.write(item, field: Self.field, .integer(99))])
        try team.synchronise()
        for device in team.devices {
            let state = try #require(try team.entity(device, item))
            #expect(state.alive(Self.field).map(\.value) == [.integer(99)])
            #expect(state.conflicts == [])
        }
    }

    @Test func `of two who wrote the value that ranks first the later one is shown`() throws {
        let team = try TodoTeam(roles: [.operator, .operator])
        var dots: [Dot] = []
        for device in team.devices {
            let edit = TodoList.set(TodoList.item("milk"), done: device == 2)
            dots += try team.record(device, [edit])
        }
        try team.synchronise()
        for device in team.devices {
            let state = try #require(try team.entity(device, TodoList.item("milk")))
            #expect(state.alive(TodoList.done).count == 3)
            #expect(state.shown(TodoList.done)?.dot == dots[1])
        }
    }

    @Test func `of values with one stamp the log's order decides`() throws {
        for (choice, shown) in [(Choice.latest, 0), (Choice.earliest, 1)] {
            let team = try newTeam(.register(choice))
            for device in team.devices {
                let value = Value.integer(Int64(device))
                try team.record(
                    device, [.write(item, field: Self.field, value)], after: .zero)
            }
            for device in [1, 2, 0] { try team.upload(device) }
            for device in team.devices {
                try team.pull(device)
                let value = try team.shown(device, item, Self.field)
                #expect(value == .integer(Int64(shown)))
            }
        }
    }

    @Test func `of unequal copies of a fact the one with the lowest order key is shown`() throws {
        let team = try newTeam(.fact)
        for (device, word) in ["b", "a", "c"].enumerated() {
            try team.record(device, [.fact(item, field: Self.field, [.value(.text(word))])])
        }
        for device in [1, 2, 0] { try team.upload(device) }
        for device in team.devices {
            try team.pull(device)
            let state = try #require(try team.entity(device, item))
            #expect(state.fact(Self.field) == .list([.text("b")]))
            #expect(state.alive(Self.field).count == 3)
            #expect(state.conflicts.isEmpty)
        }
    }

    @Test func `a set shows every element once, in the order of its bytes`() throws {
        let team = try newTeam(.set)
        for (device, word) in ["b", "a", "b"].enumerated() {
            try team.record(device, [.add(item, field: Self.field, .text(word))])
        }
        try team.synchronise()
        for device in team.devices {
            let state = try #require(try team.entity(device, item))
            #expect(state.elements(Self.field) == [.text("a"), .text("b")])
            #expect(state.conflicts == [])
        }
    }

    @Test func `a field that the schema does not know is kept and carried on`() throws {
        let team = try newTeam(.set)
        try team.record(0, [.write(item, field: "item.later", .text("kept"))])
        try team.synchronise()
        let state = try #require(try team.entity(1, item))
        #expect(state.alive("item.later").map(\.value) == [.text("kept")])
        #expect(state.conflicts == [])
        #expect(try team.digests().count == 1)
    }
}
