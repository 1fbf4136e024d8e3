import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("Delivering a reply")
struct DeliverTests {
    @Test("waits out the hold, sends once, and says with what evidence")
    func plain() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        try stage.settle()
        try stage.pass(seconds: 9)
        #expect(stage.ledgerTexts.isEmpty)
        #expect(try stage.state(reply) == "queued")
        try stage.pass(seconds: 5)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.evidence(reply)?.kind == .answer)
    }

    @Test("taken back within the hold, it is never sent")
    func takenBack() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 5)
        _ = try stage.devices[0].colleague.desk.cancel(reply)
        try stage.pass(seconds: 600)
        #expect(stage.ledgerTexts.isEmpty)
        #expect(try stage.state(reply) == "cancelled")
    }

    @Test("goes out by no device without its token, and by none below the role of a sender")
    func whoMaySend() throws {
        let stage = try Stage(roles: [.operator])
        stage.devices[0].tokens = [:]
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 600)
        #expect(stage.ledgerTexts.isEmpty)
        #expect(try stage.state(reply) == "queued")
    }

    @Test("is sent once by two devices that both could (row 3)")
    func twoDevices() throws {
        let stage = try Stage(roles: [.sender])
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 600)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.state(reply) == "sent")
    }

    @Test("stays here while the relay is down, and goes when it is back (row 21)")
    func relayDown() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        try stage.setRelay(isUp: false)
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 3600)
        #expect(stage.ledgerTexts.isEmpty)
        try stage.setRelay(isUp: true)
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.state(reply) == "sent")
    }

    @Test("is not sent on an intent that the log does not show in time (rows 5, 6, 15)")
    func intentArrivesLate() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        // The relay goes when the request is ready and the intent is about to be posted.
        stage.obstacle = { [unowned stage] call in
            if call.label == "wb chats" { stage.relayIsUp = false }
            return nil
        }
        try stage.pass(seconds: 40)
        #expect(try stage.state(reply) == "claimed")
        stage.obstacle = { _ in nil }
        try stage.setRelay(isUp: true)
        #expect(stage.ledgerTexts.isEmpty, "the window has closed")
        #expect(try stage.act(reply)?.attempt == 2)
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.ambiguousAttempts == 0)
    }

    @Test("refused connections are tried again, as often as it takes (row 8)")
    func refused() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        var refusals = 5
        stage.obstacle = { call in
            guard call.label == "wb message", refusals > 0 else { return nil }
            refusals -= 1
            return HTTPFailure(cause: .refused, mayHaveBeenSent: false, detail: "refused")
        }
        try stage.pass(seconds: 600)
        #expect(refusals == 0)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.attempt == 6)
        #expect(try stage.act(reply)?.ambiguousAttempts == 0)
    }

    @Test("told to wait, it waits")
    func rateLimit() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.tooMany, delay: .seconds(100)))
        try stage.pass(seconds: 90)
        #expect(stage.ledgerTexts.isEmpty)
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.state(reply) == "sent")
    }

    @Test("sends the newest text only (row 24)")
    func editedWhileClaimed() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.obstacle = { [unowned stage] call in
            guard call.label == "wb chats", stage.devices[0].store.unsentCountOrZero == 0 else {
                return nil
            }
            stage.obstacle = { _ in nil }
            _ = try? stage.devices[0].colleague.record([
                .edit(reply, version: 2, text: "Послезавтра")
            ])
            return nil
        }
        try stage.pass(seconds: 120)
        #expect(stage.ledgerTexts == ["Послезавтра"])
    }

    @Test("a second reply of the same chat waits for the first; other chats do not")
    func lanes() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        let other = try stage.buyerWrites("А мне?", buyer: "Пётр")
        try stage.start()
        _ = try stage.reply("раз", in: chat)
        stage.team.now = stage.team.now + .seconds(1)
        _ = try stage.reply("два", in: chat)
        stage.team.now = stage.team.now + .seconds(1)
        _ = try stage.reply("три", in: other)
        stage.emulator.wildberries.faults.add(Fault(.dropAnswer))
        try stage.pass(seconds: 100)
        #expect(stage.ledgerTexts == ["раз", "три"])
        try stage.pass(seconds: 300)
        #expect(stage.ledgerTexts == ["раз", "три", "два"])
    }

    @Test("asks nobody before it is refused: then the source stops until there is another token")
    func refusedToken() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        let other = try stage.buyerWrites("А мне?", buyer: "Пётр")
        try stage.start()
        let first = try stage.reply("раз", in: chat)
        try stage.emulator.wildberries.setRevoked(true, account: nil)
        try stage.pass(seconds: 60)
        #expect(try stage.state(first) == "rejected")
        #expect(stage.notices.contains { $0.code == "source.refused" })
        let second = try stage.reply("два", in: other)
        try stage.pass(seconds: 600)
        #expect(try stage.state(second) == "queued", "nothing is tried with that token")
        try stage.emulator.wildberries.setRevoked(false, account: nil)
        stage.devices[0].setToken("Bearer " + Stage.wildberriesToken, .wildberries)
        _ = try stage.devices[0].colleague.desk.decide(first, .again)
        try stage.settle()
        try stage.pass(seconds: 120)
        #expect(Set(stage.ledgerTexts) == ["раз", "два"])
    }

    @Test("a text that the platform refuses is rejected in its words (row 25)")
    func rejected() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Где?", .telegram)
        try stage.start()
        let reply = try stage.reply("Здесь", in: chat)
        stage.emulator.telegram.faults.add(Fault(.forbidden))
        try stage.pass(seconds: 60)
        guard case .rejected(let reason, let stops) = try stage.act(reply)?.state else {
            return #expect(Bool(false))
        }
        #expect(reason == "403 Forbidden: bot was blocked by the user")
        #expect(!stops)
    }
}

extension ReplicaStore {
    var unsentCountOrZero: Int { (try? unsentCount) ?? 0 }
}
