import SkeinCRDT
import SkeinRelay
import SkeinSync
import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinRelayServer

@Suite("A sealed batch (rule 4)")
struct ResealTests {
    /// The batch in the body of an append, after its kind and expected size.
    private func header(_ append: [UInt8]) throws -> BatchHeader {
        try BatchHeader.decode(Array(append[9..<(9 + BatchHeader.length)]))
    }

    private func refusal(_ code: RelayRefusal.Code, _ bench: Bench) throws -> HTTPAnswer {
        let state = try bench.relayState()
        let standing = LogStanding(size: state.size, memberHead: state.membership.head)
        return RelayResponse.refused(RelayRefusal(code, "so it says", standing: standing)).answer
    }

    @Test(arguments: [RelayRefusal.Code.stale, .size, .seenRoot, .void, .clock, .diskFull])
    func `is sent again byte for byte while only the relay says that it is no good`(
        code: RelayRefusal.Code
    ) throws {
        let bench = try Bench()
        try bench.start()
        let answer = try refusal(code, bench)
        bench.fate = { call in call.isAppend ? .answered(answer) : .delivered }
        try bench.record(1, Bench.retitle("a", "sealed once"), Bench.rewrite("a", "text"))
        try bench.record(1, Bench.retitle("b", "recorded later"))
        try bench.pass(.seconds(100))
        let refused = bench.appends(of: 1)
        #expect(refused.count > 4)
        #expect(Set(refused).count == 1)
        #expect(bench.devices[1].codes.contains("relay.refusedBatch"))
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(121))
        let all = bench.appends(of: 1)
        #expect(Set(all).count == 2)
        #expect(bench.relaySize == 4)
        #expect(try bench.devices[1].store.unsentCount == 0)
        try bench.syncAll()
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `is sealed anew when the log shows that its epoch is over, not before`() throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { _ in .dropped }
        try bench.record(1, Bench.retitle("a", "sealed under the old key"))
        try bench.rotate(without: nil)
        // The relay refuses it rightly, but the device cannot see the log.
        bench.fate = { call in call.isAppend ? .delivered : .dropped }
        try bench.pass(.seconds(2))
        let before = bench.appends(of: 1)
        #expect(before.count == 2)
        #expect(Set(before).count == 1)
        #expect(bench.devices[1].codes.contains("relay.refusedBatch"))
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(121))
        let last = try #require(bench.appends(of: 1).last)
        #expect(last != before[0])
        #expect(try header(before[0]).epoch == 1)
        #expect(try header(last).epoch == 2)
        #expect(try header(last).seq == 1)
        #expect(bench.relaySize == 4)
        try bench.syncAll()
        #expect(try bench.areEqual(0, 1))
        let note = try bench.devices[0].store.entity(Bench.note("a"))
        #expect(note?.shown(Bench.title)?.value == .text("sealed under the old key"))
        #expect(bench.devices[1].engine.status.stop == nil)
    }

    @Test func `that others overtook is still good, and is not sealed anew`() throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { call in call.device == 1 && call.isAppend ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "sealed early"))
        for number in 0..<3 {
            try bench.record(0, Bench.retitle("a", "meanwhile \(number)"))
        }
        try bench.sync(1)
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(61))
        #expect(Set(bench.appends(of: 1)).count == 1)
        #expect(bench.relaySize == 6)
        try bench.syncAll()
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `survives a restart and goes out as it was sealed`() throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { call in call.isAppend ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "sealed"), Bench.rewrite("a", "text"))
        let pending = try bench.devices[1].store.pendingBatch()
        #expect(pending != nil)
        try bench.restart(1)
        #expect(try bench.devices[1].store.pendingBatch() == pending)
        bench.fate = { _ in .delivered }
        try bench.start(1)
        let bodies = bench.appends(of: 1)
        #expect(bodies.count == 2)
        #expect(Set(bodies).count == 1)
        #expect(try bench.devices[1].store.pendingBatch() == nil)
        try bench.syncAll()
        #expect(bench.relaySize == 3)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `that the relay took before a restart is not sent again`() throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { call in call.isAppend ? .answerLost : .delivered }
        try bench.record(1, Bench.retitle("a", "sealed"))
        try bench.restart(1)
        bench.fate = { _ in .delivered }
        try bench.start(1)
        #expect(bench.appends(of: 1).count == 1)
        #expect(try bench.devices[1].store.unsentCount == 0)
        #expect(try bench.devices[1].store.pendingBatch() == nil)
        #expect(bench.devices[1].engine.status.stop == nil)
        #expect(bench.relaySize == 3)
        try bench.sync(0)
        #expect(try bench.areEqual(0, 1))
    }
}
