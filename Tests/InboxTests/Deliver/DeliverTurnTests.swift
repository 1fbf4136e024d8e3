import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("Whose turn it is to be delivered, and by whom")
struct DeliverTurnTests {
    private static let refused = HTTPFailure(
        cause: .refused, mayHaveBeenSent: false, detail: "refused")

    @Test("nothing is claimed while the reply may still be taken back")
    func notBeforeTheHold() throws {
        let stage = try Stage(roles: [.sender])
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        _ = try stage.reply("Завтра", in: chat)
        let size = stage.team.log.count
        try stage.pass(seconds: 9)
        #expect(stage.team.log.count == size)
        try stage.pass(seconds: 10)
        #expect(stage.ledgerTexts == ["Завтра"])
    }

    @Test("a device below the role of a sender does not even ask")
    func belowTheRole() throws {
        let stage = try Stage(roles: [.operator])
        stage.devices[0].tokens = [:]
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        _ = try stage.reply("Завтра", in: chat)
        let size = stage.team.log.count
        try stage.pass(seconds: 600)
        #expect(stage.team.log.count == size)
    }

    @Test("the author's own device comes first, and first again when its answer got lost")
    func authorFirst() throws {
        for fault in [nil, Fault(.dropAnswer)] {
            let stage = try Stage(roles: [.sender])
            let chat = try stage.buyerWrites("Когда придёт?")
            try stage.start()
            if let fault { stage.emulator.wildberries.faults.add(fault) }
            let reply = try stage.devices[1].colleague.desk.reply(chat, "Завтра").entity
            try stage.pass(seconds: 300)
            #expect(stage.ledgerTexts == ["Завтра"])
            #expect(try stage.evidence(reply)?.device == DeviceNumber(1))
            #expect(try stage.evidence(reply)?.kind == (fault == nil ? .answer : .history))
        }
    }

    @Test("a reply that has to try again is not overtaken by a later one of its chat")
    func noOvertaking() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        _ = try stage.reply("раз", in: chat)
        _ = try stage.reply("два", in: chat)
        var refusals = 3
        stage.obstacle = { call in
            guard call.label == "wb message", refusals > 0 else { return nil }
            refusals -= 1
            return Self.refused
        }
        try stage.pass(seconds: 120)
        #expect(stage.ledgerTexts == ["раз", "два"])
    }

    @Test("a reply that waits for a person's word does not hold up the ones after it")
    func questionsHoldUpNobody() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Где?", .telegram)
        try stage.start()
        let first = try stage.reply("раз", in: chat)
        stage.emulator.telegram.faults.add(Fault(.dropRequest))
        try stage.pass(seconds: 20)
        #expect(try stage.state(first) == "unknown")
        _ = try stage.reply("два", in: chat)
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["два"])
    }

    @Test("replies of one source begin no faster than its platform allows")
    func spacing() throws {
        let stage = try Stage()
        let buyers = ["Анна", "Борис", "Вера", "Глеб", "Дина"]
        let chats = try buyers.map { try stage.buyerWrites("Где?", buyer: $0) }
        try stage.start()
        for chat in chats { _ = try stage.devices[0].colleague.desk.reply(chat, "Едет") }
        try stage.pass(seconds: 60)
        let times = stage.emulator.ledger.map(\.at)
        #expect(times.count == chats.count)
        for (earlier, later) in zip(times, times.dropFirst()) {
            #expect(later - earlier >= .seconds(1))
        }
    }

    @Test("between refused attempts it waits, longer each time")
    func backingOff() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        _ = try stage.reply("Завтра", in: chat)
        var times: [WallTime] = []
        stage.obstacle = { [unowned stage] call in
            guard call.label == "wb message" else { return nil }
            times.append(stage.team.now)
            return Self.refused
        }
        try stage.pass(seconds: 300)
        let pauses = zip(times, times.dropFirst()).map { $1 - $0 }
        #expect(pauses.count >= 5)
        for (number, pause) in pauses.enumerated() {
            #expect(pause >= .seconds(min(2 << number, 300)))
        }
    }

    @Test("a failure before the request is no doubt: the next attempt follows at once")
    func preparingFails() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.obstacle = { [unowned stage] call in
            guard call.label == "wb chats" else { return nil }
            stage.obstacle = { _ in nil }
            return Self.refused
        }
        try stage.pass(seconds: 30)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.attempt == 2)
        #expect(try stage.act(reply)?.ambiguousAttempts == 0)
    }

    @Test("a history that is closed for long is left out, and the reply goes all the same")
    func limitedHistory() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(
            Fault(.tooMany, on: .read, delay: .seconds(3000)))
        try stage.pass(seconds: 30)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.attempt == 1)
    }

    @Test("no more than four replies of a source are under way at once")
    func bound() throws {
        let stage = try Stage()
        let chats = try (1...6).map { try stage.buyerWrites("Где?", buyer: "Покупатель \($0)") }
        for chat in chats { _ = try stage.devices[0].colleague.desk.reply(chat, "Едет") }
        try stage.synchroniseAll()
        let colleague = stage.devices[0].colleague
        let engine = DeliverEngine(
            store: colleague.store, bootID: "boot",
            tokens: { _ in SourceToken(Stage.wildberriesToken) })
        var actions = engine.handle(.online(true), now: stage.now)
        // No call is ever answered.
        for _ in 0..<40 {
            for case .record(let edits) in actions { try colleague.record(edits) }
            try colleague.push()
            stage.team.now = stage.team.now + .seconds(1)
            actions = engine.handle(.ingested, now: stage.now)
        }
        let claimed = try colleague.desk.outbox().filter { $0.state == .claimed }
        #expect(claimed.count == 4)
    }
}
