import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite struct FactTests {
    @Test func aMessageReadsBackAsItWasStated() throws {
        let team = try Team()
        let chat = try team.anna.open("c1")
        let message = InboxID.message(.wildberries, account: "77", conversation: "c1", message: "5")
        try team.anna.record([
            MessageFact.edit(
                message, chat: chat, author: .seller, sent: Team.noon, text: "Здравствуйте",
                origin: "seller-portal", platformID: "5", attachments: ["a.png", "b.pdf"])
        ])
        let fact = try #require(
            MessageFact(try team.anna.store.entity(message)?.shown(Field.messageBody)?.value))
        #expect(fact.chat == chat)
        #expect(fact.author == .seller)
        #expect(fact.sent == Team.noon)
        #expect(fact.origin == "seller-portal")
        #expect(fact.platformID == "5")
        #expect(try fact.text.flatMap { try team.anna.store.text(of: $0) } == "Здравствуйте")
        #expect(
            try fact.attachments.flatMap { try team.anna.store.text(of: $0) } == "a.png\nb.pdf")
    }

    @Test(
        arguments: [
            nil, .null, .text("x"), .list([]), .list([.bytes([1]), .text("buyer")]),
            .list([
                .bytes([1]), .text("robot"), .integer(1), .null, .null, .text("1"), .null,
            ]),
            .list([.bytes([]), .text("buyer"), .integer(1), .null, .null, .text("1"), .null]),
        ] as [Value?])
    func aMessageOfAnotherFormIsNotReadAtAll(_ value: Value?) {
        #expect(MessageFact(value) == nil)
    }

    @Test func partsThatALaterBuildAddsAreLeftAside() {
        let value = Value.list([
            .bytes([1]), .text("buyer"), .integer(1), .null, .null, .text("1"), .null, .bool(true),
        ])
        #expect(MessageFact(value)?.platformID == "1")
    }

    @Test func theContextSurvivesItsText() {
        let context = ChatContext(order: "W-1", product: "Кеды\n44")
        #expect(ChatContext(text: context.text) == ChatContext(order: "W-1", product: "Кеды 44"))
        #expect(ChatContext(text: "later\tthing\norder\t5") == ChatContext(order: "5"))
        #expect(ChatContext(text: "") == ChatContext())
    }
}
