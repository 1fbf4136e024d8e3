import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SourceEmulator
import Testing

@Suite("Replies on platforms that name no message in their answer")
struct DeliverListTests {
    static let markets = [Market.ozon, .yandexMarket]

    private func stage(_ market: Market) throws -> Stage {
        try Stage(roles: [.sender], listed: [market])
    }

    private func fail(_ kind: Fault.Kind, _ market: Market, _ stage: Stage) {
        switch market {
        case .ozon: stage.emulator.ozon.faults.add(Fault(kind))
        default: stage.emulator.yandex.faults.add(Fault(kind))
        }
    }

    /// The buyer writes again, which shows that the history is no old copy.
    private func passWithLife(
        _ stage: Stage, _ market: Market, buyer: String = "Ольга"
    ) throws {
        try stage.pass(seconds: 120)
        try stage.buyerWritesUnread("Ещё вопрос", market, buyer: buyer)
        try stage.pass(seconds: 300)
    }

    @Test("an answer is enough, and its time names the message", arguments: markets)
    func sent(market: Market) throws {
        let stage = try stage(market)
        let chat = try stage.buyerWrites("Когда придёт?", market)
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 10)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.state(reply) == "sent")
        let evidence = try #require(try stage.evidence(reply))
        #expect(evidence.kind == .answer)
        #expect(Int64(evidence.detail) != nil)
    }

    @Test(
        "what was applied without an answer is found in the chat's history", arguments: markets,
        [Fault.Kind.dropAnswer, .errorAfter, .silence, .nonsense])
    func found(market: Market, fault: Fault.Kind) throws {
        let stage = try stage(market)
        let chat = try stage.buyerWrites("Когда придёт?", market)
        try stage.start()
        fail(fault, market, stage)
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 360)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.evidence(reply)?.kind == .history)
    }

    @Test(
        "what did not arrive is sent again once the history shows that it is fresh",
        arguments: markets)
    func sentAgain(market: Market) throws {
        let stage = try stage(market)
        let chat = try stage.buyerWrites("Когда придёт?", market)
        try stage.start()
        fail(.dropRequest, market, stage)
        let reply = try stage.reply("Завтра", in: chat)
        try passWithLife(stage, market)
        // The buyer has written since: a person looks first.
        #expect(try stage.act(reply)?.attempt == 2)
        #expect(stage.ledgerTexts.isEmpty)
    }

    @Test("where nothing shows that the history is fresh, a person decides", arguments: markets)
    func asked(market: Market) throws {
        let stage = try stage(market)
        let chat = try stage.buyerWrites("Когда придёт?", market)
        try stage.start()
        fail(.dropRequest, market, stage)
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 400)
        #expect(try stage.state(reply) == "unknown")
    }

    @Test("the echo of a reply that was answered is not another one's", arguments: markets)
    func twoAlike(market: Market) throws {
        let stage = try stage(market)
        let chat = try stage.buyerWrites("Когда придёт?", market)
        try stage.start()
        let first = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 20)
        #expect(try stage.state(first) == "sent")
        fail(.dropRequest, market, stage)
        let second = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 400)
        #expect(stage.ledgerTexts == ["Завтра"])
        #expect(try stage.state(second) != "sent", "the one message is the first reply's")
    }

    @Test("Ozon's 48 hours are over: that reply alone is refused")
    func window() throws {
        let stage = try stage(.ozon)
        let chat = try stage.buyerWrites("Когда придёт?", .ozon)
        try stage.start()
        try stage.pass(seconds: 49 * 3600)
        let late = try stage.reply("Поздно", in: chat)
        let other = try stage.buyerWrites("А мой?", .ozon, buyer: "Пётр")
        let reply = try stage.reply("В пути", in: other)
        try stage.pass(seconds: 60)
        #expect(try stage.state(late) == "rejected")
        #expect(try stage.state(reply) == "sent")
        #expect(stage.ledgerTexts == ["В пути"])
    }

    @Test("too many calls in an hour: the reply waits until the hour is over")
    func hour() throws {
        let stage = try stage(.yandexMarket)
        let chat = try stage.buyerWrites("Когда придёт?", .yandexMarket)
        try stage.start()
        stage.emulator.yandex.faults.add(Fault(.tooMany, delay: .seconds(1200)))
        let reply = try stage.reply("Завтра", in: chat)
        try stage.pass(seconds: 1100)
        #expect(stage.ledgerTexts.isEmpty)
        #expect(try stage.state(reply) == "queued")
        try stage.pass(seconds: 200)
        #expect(try stage.state(reply) == "sent")
    }
}
