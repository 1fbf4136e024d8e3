import SkeinCRDT
import SkeinSync
import SkeinTransport
import SkeinWire
import Testing

@Suite("Rounds with the relay")
struct SyncRoundTests {
    @Test func `devices that edit apart come to equal digests`() throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { _ in .dropped }
        try bench.record(0, Bench.retitle("a", "by the first"), Bench.rewrite("a", "long"))
        try bench.record(1, Bench.retitle("a", "by the second"), Bench.rewrite("b", "longer"))
        #expect(try !bench.areEqual(0, 1))
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(5))
        try bench.syncAll()
        #expect(try bench.areEqual(0, 1))
        #expect(bench.relaySize == 4)
        for device in bench.devices {
            #expect(device.store.logSize == 4)
            #expect(try device.store.unsentCount == 0)
            #expect(try device.store.pendingBatch() == nil)
            #expect(try device.store.conflicts().count == 1)
            #expect(try device.shown().flatMap(\.texts).sorted() == ["long", "longer"])
            #expect(device.engine.status.stop == nil)
            #expect(!device.engine.isBusy(now: bench.now))
        }
    }

    @Test func `a live device learns of news without asking`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        #expect(bench.calls.count == 2)
        try bench.record(0, Bench.retitle("a", "new"))
        #expect(try bench.areEqual(0, 1))
        #expect(bench.devices[1].store.logSize == 3)
        #expect(bench.calls.count == 2)
        #expect(bench.calls.allSatisfy { !$0.isAppend })
        // The relay holds nobody back for ever; whoever hears nothing asks again.
        let before = bench.sent.count
        try bench.pass(.seconds(120))
        #expect(bench.sent.count > before)
        #expect(bench.devices[1].engine.status.isReachable)
    }

    @Test func `a batch whose answer was lost is sent again and counts once`() throws {
        let bench = try Bench()
        try bench.start()
        var losses = 0
        bench.fate = { call in
            guard call.isAppend, losses < 2 else { return .delivered }
            losses += 1
            return .answerLost
        }
        try bench.record(1, Bench.retitle("a", "once"), Bench.rewrite("a", "a text"))
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 2)
        try bench.pass(.seconds(10))
        let bodies = bench.appends(of: 1)
        #expect(bodies.count == 3)
        #expect(Set(bodies).count == 1)
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 0)
        try bench.syncAll()
        #expect(try bench.areEqual(0, 1))
        #expect(try bench.devices[0].store.history(of: Bench.note("a")).count == 2)
    }

    @Test func `every call arriving twice changes nothing`() throws {
        let founding = try Founding()
        var digests: [[UInt8]] = []
        for isRepeated in [false, true] {
            let bench = try Bench(founding)
            bench.fate = { _ in isRepeated ? .repeated : .delivered }
            try bench.start()
            try bench.record(0, Bench.retitle("a", "one"))
            try bench.record(1, Bench.retitle("a", "two"), Bench.rewrite("a", "text"))
            try bench.record(0, Bench.retitle("b", "three"))
            try bench.syncAll()
            #expect(bench.relaySize == 5)
            #expect(try bench.areEqual(0, 1))
            digests.append(try bench.devices[0].store.digest())
        }
        #expect(digests[0] == digests[1])
    }

    @Test func `answers that come late are taken in their turn`() throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { call in call.device == 1 ? .delayed : .delivered }
        try bench.record(1, Bench.retitle("a", "late"))
        #expect(bench.devices[1].engine.isBusy(now: bench.now))
        try bench.record(0, Bench.retitle("b", "early"))
        try bench.pass(.seconds(20))
        #expect(bench.relaySize == 3)
        bench.fate = { _ in .delivered }
        try bench.run()
        try bench.syncAll()
        #expect(bench.relaySize == 4)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `pauses double from a second to a minute and begin anew after a contact`() throws {
        let bench = try Bench(roles: [])
        bench.fate = { _ in .dropped }
        try bench.start()
        let limits: [Int64] = [1, 2, 4, 8, 16, 32, 60, 60, 60]
        for limit in limits {
            let wake = try #require(bench.devices[0].nextWake)
            let pause = wake - bench.now.monotonic
            #expect(pause <= .seconds(limit))
            #expect(pause >= .milliseconds(limit * 750))
            try bench.pass(pause)
        }
        #expect(bench.sent.count == limits.count + 1)
        #expect(bench.devices[0].codes == ["relay.unreachable"])
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(61))
        #expect(bench.devices[0].engine.status.contact == .reached)
        #expect(bench.devices[0].codes == ["relay.unreachable", "relay.reached"])
        bench.fate = { _ in .dropped }
        try bench.sync(0)
        let wake = try #require(bench.devices[0].nextWake)
        #expect(wake - bench.now.monotonic <= .seconds(1))
    }

    @Test func `work goes on without the relay and is uploaded when it is back`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        bench.fate = { _ in .dropped }
        try bench.run()
        for number in 0..<20 {
            try bench.record(0, Bench.retitle("a", "draft \(number)"))
            try bench.record(1, Bench.rewrite("b\(number)", "text \(number)"))
            try bench.pass(.seconds(30))
        }
        #expect(bench.relaySize == 2)
        #expect(try bench.devices[0].store.unsentCount == 20)
        let note = try bench.devices[0].store.entity(Bench.note("a"))
        #expect(note?.shown(Bench.title)?.value == .text("draft 19"))
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(121))
        #expect(bench.relaySize == 4)
        #expect(try bench.areEqual(0, 1))
        #expect(try bench.devices[0].store.unsentCount == 0)
        #expect(try bench.devices[1].store.unsentCount == 0)
        #expect(bench.devices[0].codes.filter { $0 == "relay.unreachable" }.count == 1)
    }

    @Test func `a device that is told to work alone asks for nothing until then`() throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        try bench.setEnabled(false, 0)
        let before = bench.sent.count
        try bench.record(0, Bench.retitle("a", "alone"))
        try bench.pass(.seconds(40))
        #expect(bench.sent.count == before)
        #expect(bench.relaySize == 2)
        try bench.setEnabled(true, 0)
        #expect(bench.relaySize == 3)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `an engine that cannot seal stops, and asks for no news any more`() throws {
        let bench = try Bench(isLive: true)
        try bench.start(0)
        try bench.restart(0)
        try bench.record(0, Bench.retitle("a", "unsent"))
        bench.devices[0].store.epochKey = { _ in nil }
        try bench.start(0)
        #expect(bench.devices[0].codes.contains("store.failed"))
        #expect(bench.calls.isEmpty)
    }
}
