import SkeinCRDT
import SkeinRelay
import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinSync

/// Connections that died without a word: an answer that is waited for will never come.
@Suite struct SilentConnectionTests {
    /// Two devices that wait for news, the second one in vain.
    private func deaf() throws -> Bench {
        let bench = try Bench(isLive: true)
        try bench.start()
        let dead = Set(bench.calls.filter { $0.device == 1 }.map(\.id))
        try #require(dead.count == 1)
        bench.fate = { $0.device == 1 && dead.contains($0.id) ? .delayed : .delivered }
        return bench
    }

    @Test func `a batch that the relay has is looked for where no news of it comes`() throws {
        let bench = try deaf()
        try bench.record(1, Bench.retitle("a", "taken"))
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 1)
        let before = bench.sent.count
        try bench.pass(SyncEngine.newsGrace)
        #expect(try bench.devices[1].store.unsentCount == 0)
        // One question, and one to be told of news again.
        #expect(bench.sent.count == before + 2)
        try bench.pass(.seconds(20))
        #expect(bench.sent.count == before + 2)
    }

    @Test func `a wish to synchronise asks anew instead of waiting for news`() throws {
        let bench = try deaf()
        try bench.record(0, Bench.retitle("a", "news"))
        #expect(bench.devices[1].store.logSize == 2)
        try bench.sync(1)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `a question that a wish came upon is repeated at once when it fails`() throws {
        let bench = try Bench()
        try bench.start()
        try bench.record(0, Bench.retitle("a", "news"))
        bench.fate = { _ in .delayed }
        try bench.sync(1)
        let first = try #require(bench.calls.last?.id)
        try bench.sync(1)
        bench.fate = { $0.id == first ? .dropped : .delivered }
        try bench.run()
        #expect(try bench.areEqual(0, 1))
        // The wish counts for one try.
        bench.fate = { _ in .dropped }
        try bench.sync(1)
        #expect(bench.calls.isEmpty)
        #expect(bench.devices[1].nextWake != nil)
    }

    @Test func `an upload that a wish came upon is repeated at once when it fails`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        bench.fate = { $0.isAppend ? .delayed : .delivered }
        try bench.record(1, Bench.retitle("a", "held up"))
        let first = try #require(bench.calls.first { $0.isAppend }?.id)
        try bench.sync(1)
        bench.fate = { $0.device == 1 && $0.id == first ? .dropped : .delivered }
        try bench.run()
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 0)
    }

    @Test func `an upload without an answer has the log asked for as well`() throws {
        let bench = try deaf()
        let deaf = bench.fate
        try bench.record(0, Bench.retitle("a", "news"))
        bench.fate = { $0.device == 1 && $0.isAppend ? .dropped : deaf($0) }
        try bench.record(1, Bench.retitle("b", "held up"))
        #expect(bench.devices[1].store.logSize == 3)
    }

    @Test func `an upload that the log has outrun has the log asked for as well`() throws {
        let bench = try deaf()
        let deaf = bench.fate
        try bench.record(0, Bench.retitle("a", "news"))
        let stale = RelayResponse.refused(RelayRefusal(.stale, "the log has gone on")).answer
        bench.fate = { $0.device == 1 && $0.isAppend ? .answered(stale) : deaf($0) }
        try bench.record(1, Bench.retitle("b", "held up"))
        #expect(bench.devices[1].store.logSize == 3)
    }

    @Test func `a batch that the relay has said it has and then lost is sent again`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        let receipt = RelayResponse.appended(AppendAnswer(index: 2, time: 0, note: [])).answer
        var losses = 3
        bench.fate = { call in
            guard call.isAppend, losses > 0 else { return .delivered }
            losses -= 1
            return .answered(receipt)
        }
        try bench.record(1, Bench.retitle("a", "lost"))
        try bench.pass(SyncEngine.newsGrace)
        #expect(losses == 2)
        let before = bench.sent.count
        try bench.pass(.seconds(60))
        #expect(losses == 0)
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 0)
        // With pauses, however often it happens.
        #expect(bench.sent.count - before < 40)
    }

    @Test func `uploads go on as soon as the relay is found again`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        bench.fate = { $0.device == 1 ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "held up"))
        try bench.pass(.seconds(10))
        #expect(!bench.devices[1].engine.status.isReachable)
        bench.devices[1].engine.push = .pausing(until: bench.now.monotonic + .seconds(600))
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(60))
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 0)
    }

    @Test func `a relay that answers at once without news is asked once a second at most`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        let empty = bench.ask(bench.calling.entries(from: 2, wait: .zero))
        bench.fate = { $0.isAppend ? .delivered : .answered(empty) }
        let before = bench.sent.count
        try bench.sync(1)
        try bench.pass(.seconds(20))
        // Two devices, two calls each.
        #expect(bench.sent.count - before <= 2 * 2 * 25)
        #expect(bench.devices[1].engine.status.isReachable)
    }
}
