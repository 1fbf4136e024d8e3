import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("The gate before the one request of an attempt")
struct DeliverGateTests {
    private func stage() throws -> (stage: Stage, reply: EntityID) {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        return (stage, try stage.reply("Завтра", in: chat))
    }

    @Test("the request has a deadline, a mark of its own attempt, and the window's end")
    func request() throws {
        let (stage, reply) = try stage()
        var calls: [HTTPCall] = []
        var now: MonotonicTime?
        stage.obstacle = { [unowned stage] call in
            guard call.label == "wb message" else { return nil }
            calls.append(call)
            now = stage.now.monotonic
            return nil
        }
        try stage.pass(seconds: 30)
        let call = try #require(calls.first)
        let policy = try #require(stage.devices[0].store.log?.membership.policy)
        let deadline = Duration.milliseconds(Int64(policy.requestDeadlineMilliseconds))
        let window = Duration.milliseconds(Int64(policy.sendWindowMilliseconds))
        #expect(call.totalTimeout == deadline)
        let once = try #require(call.once)
        #expect(once.closes == now.map { $0 + window })
        #expect(once.mark.suffix(8) == [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(once.mark.dropLast(8).suffix(reply.bytes.count) == reply.bytes[...])
    }

    @Test("a device that sleeps right before the request does not write it late (rows 15, 16)")
    func sleeps() throws {
        let (stage, reply) = try stage()
        stage.obstacle = { [unowned stage] call in
            guard call.label == "wb message" else { return nil }
            stage.obstacle = { _ in nil }
            stage.team.now = stage.team.now + .seconds(25)
            return nil
        }
        try stage.pass(seconds: 15)
        #expect(stage.ledgerTexts.isEmpty)
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.attempt == 2)
    }

    @Test("once the window has closed the request is not even asked for (row 15)")
    func windowClosed() throws {
        let (stage, reply) = try stage()
        var requests = 0
        stage.obstacle = { [unowned stage] call in
            if call.label == "wb chats" { stage.relayIsUp = false }
            if call.label == "wb message" { requests += 1 }
            return nil
        }
        try stage.pass(seconds: 40)
        try stage.setRelay(isUp: true)
        #expect(try stage.act(reply)?.attempt == 2)
        #expect(requests == 0)
    }

    /// The intent in the log may be that of a copy with the same identity, which sends it.
    @Test("a device that is told to stop before it has seen its intent in the log does not send it")
    func stopped() throws {
        for isTold in [false, true] {
            let (stage, _) = try stage()
            stage.obstacle = { [unowned stage] call in
                guard call.label == "wb chats" else { return nil }
                stage.obstacle = { _ in nil }
                stage.relayIsUp = false
                return nil
            }
            try stage.pass(seconds: 15)
            if isTold { try stage.stop(stage.devices[0]) }
            stage.relayIsUp = true
            try stage.settle()
            #expect(stage.ledgerTexts == (isTold ? [] : ["Завтра"]))
            try stage.pass(seconds: 300)
            #expect(stage.ledgerTexts == (isTold ? [] : ["Завтра"]))
        }
    }
}
