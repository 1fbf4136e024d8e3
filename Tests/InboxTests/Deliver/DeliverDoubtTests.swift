import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("Delivering with an answer that never came")
struct DeliverDoubtTests {
    private func doubtful(
        _ faults: [Fault], roles: [Role] = []
    ) throws -> (stage: Stage, reply: EntityID) {
        let stage = try Stage(roles: roles)
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        for fault in faults { stage.emulator.wildberries.faults.add(fault) }
        return (stage, reply)
    }

    /// Another buyer's message shows that the feed is not an old copy.
    private func passWithLife(_ stage: Stage, seconds: Int64) throws {
        for _ in 0..<(seconds / 60) {
            try stage.pass(seconds: 60)
            try stage.buyerWritesUnread("Ещё вопрос", buyer: "Пётр")
        }
    }

    @Test(
        "is found in the history 215 s later (rows 9, 12)",
        arguments: [
            Fault.Kind.dropAnswer, .errorAfter, .nonsense,
        ])
    func found(kind: Fault.Kind) throws {
        let (stage, reply) = try doubtful([Fault(kind)])
        try stage.pass(seconds: 200)
        #expect(try stage.state(reply) == "inflight")
        try stage.pass(seconds: 100)
        #expect(stage.ledgerTexts == ["Завтра"])
        let evidence = try stage.evidence(reply)
        #expect(evidence?.kind == .history)
        #expect(evidence?.detail == stage.emulator.ledger[0].messageID)
        #expect(try stage.act(reply)?.possibleDouble == false)
    }

    @Test("applied late, but within the bound, it is found (row 13)")
    func late() throws {
        let (stage, reply) = try doubtful([Fault(.late, delay: .seconds(50))])
        try stage.pass(seconds: 300)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.evidence(reply)?.kind == .history)
    }

    @Test(
        "not there in a fresh history: sent again",
        arguments: [
            Fault.Kind.errorBefore, .dropRequest,
        ])
    func absent(kind: Fault.Kind) throws {
        let (stage, reply) = try doubtful([Fault(kind)])
        try passWithLife(stage, seconds: 600)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.attempt == 2)
        #expect(try stage.evidence(reply)?.kind == .answer)
    }

    @Test("not there, but the history may be an old copy: a person is asked")
    func absentWithoutProof() throws {
        let (stage, reply) = try doubtful([Fault(.errorBefore)])
        try stage.pass(seconds: 600)
        #expect(stage.ledgerTexts.isEmpty)
        #expect(try stage.state(reply) == "unknown")
        #expect(stage.notices.contains { $0.code == "reply.unknown" && $0.subject == reply })
        _ = try stage.devices[0].colleague.desk.decide(reply, .again)
        try stage.settle()
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.state(reply) == "sent")
    }

    @Test("three attempts without an answer: a person is asked (row 26)")
    func attemptLimit() throws {
        let (stage, reply) = try doubtful([Fault(.errorBefore, times: 5)])
        try passWithLife(stage, seconds: 1800)
        #expect(try stage.state(reply) == "unknown")
        #expect(try stage.act(reply)?.attempt == 3)
        #expect(stage.ledgerTexts.isEmpty)
    }

    @Test("the device that sent is lost: another finds the reply (row 19)")
    func deviceLost() throws {
        let (stage, reply) = try doubtful([Fault(.dropAnswer)], roles: [.sender])
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
        stage.devices[0].turnOff()
        try stage.pass(seconds: 300)
        #expect(try stage.evidence(reply)?.kind == .history)
        #expect(try stage.evidence(reply)?.device == DeviceNumber(1))
    }

    @Test("the same text typed on the site is not taken for ours (row 17)")
    func typedOnTheSite() throws {
        let (stage, reply) = try doubtful([Fault(.dropRequest)])
        try stage.pass(seconds: 40)
        _ = try stage.emulator.wildberries.sellerWritesOnSite(
            BuyerMessage(buyer: "Ольга", text: "Завтра"), at: stage.team.now)
        try stage.pass(seconds: 300)
        #expect(try stage.state(reply) == "unknown")
    }

    @Test("the echo of an earlier reply of the same text is not taken for this one")
    func sameTextBefore() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        stage.emulator.wildberries.quirks.echoLag = .seconds(50)
        try stage.start()
        let first = try stage.reply("ок", in: chat)
        try stage.pass(seconds: 12)
        #expect(try stage.state(first) == "sent")
        let second = try stage.reply("ок", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropRequest))
        try passWithLife(stage, seconds: 480)
        #expect(stage.ledgerTexts == ["ок", "ок"])
        #expect(try stage.act(second)?.attempt == 2)
        #expect(try stage.state(second) == "sent")
    }

    @Test("applied later than any bound: twice, and said so (row 14)")
    func laterThanTheBound() throws {
        let stage = try Stage(polls: true)
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.late, delay: .seconds(400)))
        try passWithLife(stage, seconds: 900)
        #expect(stage.ledgerTexts == ["Завтра", "Завтра"])
        #expect(try stage.state(reply) == "sent")
        #expect(try stage.act(reply)?.possibleDouble == true)
        #expect(stage.notices.contains { $0.code == "reply.lateNews" })
    }

    @Test("an open question is answered by what the poll brings later")
    func lateAnswerToAQuestion() throws {
        let stage = try Stage(polls: true)
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.late, delay: .seconds(400)))
        try stage.pass(seconds: 350)
        #expect(try stage.state(reply) == "unknown")
        try stage.pass(seconds: 200)
        #expect(try stage.evidence(reply)?.kind == .history)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.act(reply)?.possibleDouble == false)
    }

    @Test("nobody judges before his own clock has passed the wait too (rule 24)")
    func ownClock() throws {
        let (stage, reply) = try doubtful([Fault(.dropAnswer)], roles: [.sender])
        stage.devices[1].turnOff()
        try stage.pass(seconds: 30)
        stage.devices[0].turnOff()
        stage.team.now = stage.team.now + .seconds(1000)
        try stage.devices[1].colleague.pull()
        stage.devices[1].restart()
        try stage.start()
        stage.devices[0].turnOff()
        try stage.pass(seconds: 200)
        #expect(try stage.state(reply) == "inflight")
        try stage.pass(seconds: 120)
        #expect(try stage.state(reply) == "sent")
    }

    @Test("without a history a person is asked at once, and their word counts")
    func telegram() throws {
        for decision in [ReplyDecision.sent, .again, .drop] {
            let stage = try Stage()
            let chat = try stage.buyerWrites("Где?", .telegram)
            try stage.start()
            let reply = try stage.reply("Здесь", in: chat)
            stage.emulator.telegram.faults.add(Fault(.dropAnswer))
            try stage.pass(seconds: 30)
            #expect(try stage.state(reply) == "unknown")
            #expect(stage.notices.contains { $0.code == "reply.unknown" })
            try stage.pass(seconds: 1200)
            #expect(stage.ledgerTexts == ["Здесь"], "never again without a person's word")
            _ = try stage.devices[0].colleague.desk.decide(reply, decision)
            try stage.settle()
            try stage.pass(seconds: 60)
            switch decision {
            case .sent: #expect(try stage.evidence(reply)?.kind == .person)
            case .again: #expect(stage.ledgerTexts == ["Здесь", "Здесь"])
            case .drop: #expect(try stage.state(reply) == "dropped")
            }
        }
    }

    @Test("a Telegram reply of a device that is lost becomes a question by another's word")
    func telegramDeviceLost() throws {
        let stage = try Stage(roles: [.sender])
        let chat = try stage.buyerWrites("Где?", .telegram)
        try stage.start()
        let reply = try stage.reply("Здесь", in: chat)
        stage.obstacle = { [unowned stage] call in
            guard call.label == "tg sendMessage" else { return nil }
            stage.devices[0].turnOff()
            return nil
        }
        try stage.pass(seconds: 100)
        stage.devices[0].turnOff()
        try stage.pass(seconds: 400)
        #expect(try stage.state(reply) == "unknown")
        #expect(stage.ledgerTexts == ["Здесь"])
    }
}
