import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinSync

/// Two logs under one key, one longer than the other, so that no two notes have one size.
@Suite("A relay that shows another log")
struct ForkTests {
    /// Device 1 knows the one log; the other one forks off before and has grown on.
    private func forked() throws -> (known: Bench, other: Bench) {
        let founding = try Founding(roles: [.operator])
        let (known, other) = (try Bench(founding), try Bench(founding))
        for bench in [known, other] { try bench.start() }
        try known.record(0, Bench.retitle("a", "left"))
        try known.syncAll()
        for title in ["right", "right again", "and again"] {
            try other.record(0, Bench.retitle("a", title))
        }
        return (known, other)
    }

    @Test func `is convicted by the notes of both, and writing stops`() throws {
        let (bench, other) = try forked()
        let device = bench.devices[1]
        let known = try #require(try device.store.checkpoint())
        bench.fate = { [unowned other] in .answered(other.ask($0.call)) }
        try bench.sync(1)
        try bench.pass(.seconds(60))
        #expect(device.engine.status.stop == .relayContradictsItself("two signed roots at size 3"))
        #expect(device.codes.last == "relay.forked")
        let evidence = try device.evidence()
        #expect(evidence.count == 2)
        #expect(evidence.first == known)
        let later = try #require(evidence.last)
        #expect(try Checkpoint.parse(try SignedNote.parse(later).text).size == 5)
        #expect(try device.store.checkpoint() == known)
    }

    @Test func `is not convicted where somebody on the way changes answers`() throws {
        let bench = try Bench()
        try bench.start()
        try bench.record(0, Bench.retitle("a", "first"))
        try bench.syncAll()
        try bench.record(0, Bench.retitle("a", "second"))
        let device = bench.devices[1]
        let whole = bench.calling.entries(from: 0, wait: .zero)
        var lies = 0
        bench.fate = { call in
            // Whoever lies here lets the whole log pass.
            guard call.device == 1, call.call.url != whole.url else { return .delivered }
            lies += 1
            guard lies <= SyncEngine.contradictionsMax else { return .delivered }
            return .changed { answer in
                Bench.changing(answer) { LogPage(note: $0.note, items: $0.items.map(Self.later)) }
            }
        }
        try bench.sync(1)
        try bench.pass(.seconds(60))
        #expect(lies > SyncEngine.contradictionsMax)
        #expect(bench.sent.contains { $0.device == 1 && $0.call.url == whole.url })
        #expect(device.engine.status.stop == nil)
        #expect(try bench.areEqual(0, 1))
    }

    private static func later(_ item: LogPage.Item) -> LogPage.Item {
        let entry = LogEntry(time: item.entry.time + 1, body: item.entry.body)
        return LogPage.Item(entry: entry, records: item.records)
    }
}
