import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("What the history is taken to say of a reply")
struct DeliverReconcileTests {
    /// Another buyer's message shows that the feed is not an old copy.
    private func passWithLife(_ stage: Stage, seconds: Int64) throws {
        for _ in 0..<(seconds / 60) {
            try stage.pass(seconds: 60)
            try stage.buyerWritesUnread("Ещё вопрос", buyer: "Пётр")
        }
    }

    /// Another program of the shop writes through the platform's interface; the message's id.
    private func programWrites(
        _ text: String, in chat: EntityID, _ stage: Stage
    ) throws -> String {
        let adapter = WildberriesAdapter(token: Stage.wildberriesToken, base: "http://x")
        let fact = try #require(
            ChatFact(try stage.devices[0].store.entity(chat)?.shown(Field.chatOpened)?.value))
        let reply = OutgoingReply(conversation: fact.conversation, text: text, attempt: "x")
        var prepared: [HTTPAnswer] = []
        while prepared.count < 2 {
            let call: HTTPCall
            switch adapter.send(reply, prepared: prepared) {
            case .prepare(let next), .send(let next): call = next
            case .stop: throw StageError.nameless
            }
            guard case .answer(let answer) = stage.emulator.handle(call, now: stage.team.now)
            else { throw StageError.nameless }
            prepared.append(answer)
        }
        return try #require(stage.emulator.ledger.last?.messageID)
    }

    /// The fact of such a message, as a poll would record it.
    private func fact(
        _ id: String, _ text: String, in chat: EntityID, sent: WallTime, _ stage: Stage
    ) throws -> Edit {
        let opened = try #require(
            ChatFact(try stage.devices[0].store.entity(chat)?.shown(Field.chatOpened)?.value))
        let entity = InboxID.message(
            .wildberries, account: opened.account, conversation: opened.conversation,
            message: id)
        return MessageFact.edit(
            entity, chat: chat, author: .seller, sent: sent, text: text,
            origin: "seller-public-api", platformID: id)
    }

    @Test("it is read twice: what shows up between the readings is found")
    func readTwice() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        stage.emulator.wildberries.quirks.echoLag = .seconds(230)
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropAnswer))
        try passWithLife(stage, seconds: 420)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.evidence(reply)?.kind == .history)
        #expect(try stage.act(reply)?.attempt == 1)
    }

    @Test("two messages that may be it are a question")
    func severalCandidates() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropAnswer))
        try stage.pass(seconds: 60)
        _ = try programWrites("Завтра", in: chat, stage)
        try passWithLife(stage, seconds: 300)
        #expect(try stage.state(reply) == "unknown")
        #expect(stage.ledgerTexts == ["Завтра", "Завтра"])
        #expect(stage.notices.contains { $0.detail == "several messages of this text" })
    }

    @Test("what the log held before the attempt is not the reply")
    func knownBefore() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let id = try programWrites("Завтра", in: chat, stage)
        try stage.devices[0].colleague.record([
            fact(id, "Завтра", in: chat, sent: stage.team.now, stage)
        ])
        let reply = try stage.reply("Завтра", in: chat)
        // Without a reading the mark does not name what is there already.
        stage.emulator.wildberries.faults.add(
            Fault(.tooMany, on: .read, delay: .seconds(3000)))
        stage.emulator.wildberries.faults.add(Fault(.dropRequest))
        try passWithLife(stage, seconds: 480)
        #expect(stage.ledgerTexts == ["Завтра", "Завтра"])
        #expect(try stage.act(reply)?.attempt == 2)
        #expect(try stage.evidence(reply)?.kind == .answer)
    }

    @Test("what was there before the mark of the attempt is not the reply either")
    func beforeTheMark() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        _ = try programWrites("Завтра", in: chat, stage)
        stage.team.now = stage.team.now + .seconds(60)
        try stage.buyerWrites("Так когда?")
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropRequest))
        try passWithLife(stage, seconds: 480)
        #expect(stage.ledgerTexts == ["Завтра", "Завтра"])
        #expect(try stage.act(reply)?.attempt == 2)
        #expect(try stage.evidence(reply)?.kind == .answer)
    }

    @Test("one message is never found for two replies")
    func foundForAnother() throws {
        let stage = try Stage(polls: true)
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let first = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.late, delay: .seconds(400)))
        try stage.pass(seconds: 350)
        #expect(try stage.state(first) == "unknown")
        let second = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropRequest))
        try passWithLife(stage, seconds: 600)
        #expect(try stage.evidence(first)?.kind == .history)
        #expect(try stage.act(second)?.attempt == 2)
        #expect(try stage.evidence(second)?.kind == .answer)
        #expect(stage.ledgerTexts == ["Завтра", "Завтра"])
    }

    @Test("neither its own echo nor another program's equal text is late news of what is settled")
    func settled() throws {
        let stage = try Stage(polls: true)
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        try passWithLife(stage, seconds: 60)
        #expect(try stage.evidence(reply)?.kind == .answer)
        _ = try programWrites("Завтра", in: chat, stage)
        try passWithLife(stage, seconds: 360)
        #expect(!stage.notices.contains { $0.code == "reply.lateNews" })
        #expect(try stage.act(reply)?.possibleDouble == false)
    }

    @Test("a message of long before the attempt is no news of it, whenever it is learnt")
    func longBefore() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropRequest))
        try stage.pass(seconds: 350)
        #expect(try stage.state(reply) == "unknown")
        let old = stage.team.now + .seconds(-3600)
        try stage.devices[0].colleague.record([fact("e1", "Завтра", in: chat, sent: old, stage)])
        try stage.pass(seconds: 60)
        #expect(try stage.state(reply) == "unknown")
        let late = stage.team.now
        try stage.devices[0].colleague.record([fact("e2", "Завтра", in: chat, sent: late, stage)])
        try stage.pass(seconds: 60)
        #expect(try stage.evidence(reply)?.detail == "e2")
    }

    @Test(
        "the wait before a judgement goes on over a restart, and begins anew with another boot",
        arguments: ["boot-1", "boot-2"])
    func restart(boot: String) throws {
        let stage = try Stage(roles: [.sender])
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.emulator.wildberries.faults.add(Fault(.dropAnswer))
        try stage.pass(seconds: 30)
        for device in stage.devices { device.turnOff() }
        stage.team.now = stage.team.now + .seconds(1000)
        // The log's clock has passed the wait for everybody.
        _ = try stage.devices[0].colleague.desk.tag(chat, add: ["later"])
        try stage.devices[0].colleague.push()
        stage.devices[1].bootID = boot
        stage.devices[1].restart()
        try stage.start()
        try stage.pass(seconds: 100)
        #expect(try stage.state(reply) == (boot == "boot-1" ? "sent" : "inflight"))
        try stage.pass(seconds: 200)
        #expect(try stage.state(reply) == "sent")
    }
}
