import Inbox
import Testing

@testable import InboxREPL

struct OutboxTextTests {
    @Test func whatAPlatformSaidOfAReplyIsHarmless() async throws {
        let bench = try await Bench().withChats()
        try await bench.session.arrange { shop in
            let desk = shop.desk(shop.anna)
            let chat = try desk.list("buyer:Рустам").rows[0].entity
            var row = try desk.reply(chat, "Привет", status: nil)
            row.reason = "400 \u{1B}]52;c;aGk=\u{07}\u{9B}31m\u{202E}"
            row.text = "a\u{1B}[2J"
            let look = Look(
                language: .en,
                time: RelativeTime(now: Shop.noon, zone: Shop.moscow, language: .en), colour: false)
            let text = OutboxText.lines(row, look)
            #expect(Printable.neutralise(text, .block) == text)
            #expect(text.contains("400 ␛]52") && text.contains("a␛[2J"))
        }
    }
}
