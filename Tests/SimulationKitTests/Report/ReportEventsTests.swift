import Testing

@testable import SimulationKit

@Suite struct ReportEventsTests {
    private static func event(
        _ time: Int64, _ node: String, _ kind: TraceKind, _ other: String = "",
        _ detail: String = "", _ message: UInt64 = 0
    ) -> TraceEvent {
        TraceEvent(
            time: time, node: node, kind: kind, other: other, detail: detail, message: message)
    }

    /// A poll (1, answered by 2) and, if so wanted, what its answer brings.
    private static func poll(bringing news: TraceEvent?) -> [TraceEvent] {
        [
            event(1, "d0", .sent, "relay", "read", 1),
            event(2, "relay", .delivered, "d0", "read", 1),
            event(2, "relay", .sent, "d0", "200 to read", 2),
            event(3, "d0", .delivered, "relay", "200 to read", 2),
        ] + (news.map { [$0] } ?? []) + [event(3, "d0", .sent, "relay", "read", 3)]
    }

    private static func quiet(_ events: [TraceEvent], polls: Set<String> = ["read"]) -> [UInt64] {
        ReportEvents(events, [], polls: polls).rows.filter(\.isQuiet).map(\.message)
    }

    @Test func `polls without news are folded, others are not`() {
        #expect(Self.quiet(Self.poll(bringing: nil)) == [1, 1, 2, 2])
        #expect(Self.quiet(Self.poll(bringing: Self.event(3, "d0", .ingested, "", "7"))) == [])
        #expect(Self.quiet(Self.poll(bringing: Self.event(3, "d0", .notice, "code"))) == [])
        #expect(Self.quiet(Self.poll(bringing: nil), polls: ["write"]) == [])
    }

    @Test func `somebody else's event at the same moment is not a poll's news`() {
        let other = Self.event(3, "d1", .ingested, "", "7")
        #expect(Self.quiet(Self.poll(bringing: other)) == [1, 1, 2, 2])
    }

    @Test func `a poll that fails stays`() {
        let events = Self.poll(bringing: nil).map { event in
            var event = event
            event.detail = event.detail.replacing("200", with: "503")
            return event
        }
        #expect(Self.quiet(events) == [])
    }

    @Test func `conflicts have rows of their own, at their beginning and at their end`() {
        let reading = ConflictReading(
            entity: "milk", field: "item.title", rule: "r", why: "Because.", contenders: [])
        var first = Observation(event: 0, device: "d0")
        first.conflicts = [reading]
        var again = Observation(event: 1, device: "d0")
        again.conflicts = [reading, reading]
        var last = Observation(event: 2, device: "d0")
        last.conflicts = []
        let events = (0..<3).map { Self.event($0, "d0", .ingested, "", "\($0)") }
        let rows = ReportEvents(events, [first, again, last], polls: []).rows
        #expect(rows.map(\.kind) == [.merged, .conflict, .merged, .merged, .conflict])
        #expect(rows[1].other == "milk item.title")
        #expect(rows[4].detail == "is no conflict any more")
    }

    @Test func `steps are told apart by what they do`() {
        let kinds: [(String, String, ReportKind)] = [
            ("world", "partition d0 | relay", .network), ("d0", "does title a b", .command),
            ("d0", "clock jump 5", .clock), ("d0", "disk full", .disk),
            ("relay", "lie fork", .adversary),
            ("expect", "equal", .expect), ("d0", "kill", .command),
        ]
        for (node, words, kind) in kinds {
            #expect(ReportKind(Self.event(0, node, .step, "", words)) == kind, "\(words)")
        }
    }

    // MARK: Spans

    private static func spans(_ events: [TraceEvent], calm: Int64? = nil) -> [String] {
        ReportSpans.find(
            events, nodes: ["d0", "d1", "relay"], services: ["relay"], calm: calm, end: 100
        ).map { "\($0.node) \($0.kind.rawValue) \($0.from)-\($0.to) \($0.text)" }
    }

    private static func step(_ time: Int64, _ node: String, _ words: String) -> TraceEvent {
        event(time, node, .step, "", words)
    }

    @Test func `a partition lasts until it is healed, on the side without the relay`() {
        let partition = Self.step(10, "world", "partition d0 | relay d1")
        #expect(
            Self.spans([partition, Self.step(30, "world", "heal")])
                == ["d0 cut 10-30 cut off from relay"])
        #expect(Self.spans([partition]) == ["d0 cut 10-100 cut off from relay"])
    }

    @Test func `a cut is of one direction`() {
        #expect(
            Self.spans([Self.step(5, "world", "cut d1 relay")]) == [
                "d1 cut 5-100 cannot reach relay"
            ])
        #expect(
            Self.spans([Self.step(5, "world", "cut relay d1")])
                == ["d1 cut 5-100 does not hear relay"])
    }

    @Test func `the calm ends every fault but not a machine's being down`() {
        let events = [
            Self.step(1, "d0", "clock rate 0"), Self.step(2, "d0", "disk full 9"),
            Self.step(3, "d1", "offline"), Self.step(4, "world", "clog relay"),
            Self.step(5, "relay", "lie fork"), Self.event(6, "d1", .crashed),
            Self.event(60, "d1", .started),
        ]
        #expect(
            Self.spans(events, calm: 50) == [
                "d0 clock 1-50 clock stands still", "d0 full 2-50 disk full",
                "d1 offline 3-50 offline", "relay held 4-50 messages wait",
                "relay lie 5-50 lies: fork", "d1 down 6-60 without power",
            ])
    }
}
