import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import SourceEmulator
import Testing

@Suite("Delivering when the buyer has written again (row 18)")
struct DeliverMovedOnTests {
    @Test("known here: the reply is held until a person releases it")
    func known() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.team.now = stage.team.now + .seconds(2)
        try stage.buyerWrites("Уже не надо")
        try stage.pass(seconds: 60)
        #expect(try stage.act(reply)?.state == .held(reason: "moved-on"))
        #expect(stage.ledgerTexts.isEmpty)
        _ = try stage.devices[0].colleague.desk.release(reply)
        try stage.settle()
        try stage.pass(seconds: 60)
        #expect(stage.ledgerTexts == ["Завтра"])
    }

    @Test("known to the platform only: found right before sending, and recorded")
    func unknown() throws {
        let stage = try Stage()
        let chat = try stage.buyerWrites("Когда придёт?")
        try stage.start()
        let reply = try stage.reply("Завтра", in: chat)
        stage.team.now = stage.team.now + .seconds(2)
        let placed = try stage.buyerWritesUnread("Уже не надо")
        try stage.pass(seconds: 60)
        #expect(try stage.act(reply)?.state == .held(reason: "moved-on"))
        #expect(stage.ledgerTexts.isEmpty)
        let message = InboxID.message(
            .wildberries, account: placed.account, conversation: placed.chat,
            message: placed.messageID)
        #expect(try stage.devices[0].store.entity(message) != nil)
    }
}
