import Foundation
import SkeinTesting
import Testing

/// The demonstration and its tests rely on these properties of the working day.
@Suite struct DemoDayTests {
    private let day: DemoDay

    init() throws {
        let data = try Data(contentsOf: Fixtures.url("demo/day.json"))
        day = try JSONDecoder().decode(DemoDay.self, from: data)
    }

    @Test func holdsAtLeastSixtyFourChatsOfBothSources() {
        #expect(day.version == 1)
        #expect(day.chats.count >= 64)
        #expect(Set(day.chats.map(\.market)) == ["wb", "tg"])
        #expect(day.chats.count { $0.market == "wb" } >= 40)
        #expect(day.chats.count { $0.market == "tg" } >= 24)
        #expect(Set(day.chats.map(\.account)).count >= 4)
    }

    @Test func noTwoChatsShareAnIdAndNoTwoBuyersSayTheSame() {
        #expect(Set(day.chats.map { "\($0.account) \($0.chat)" }).count == day.chats.count)
        let texts = day.chats.flatMap(\.messages).filter { $0.from == "buyer" }.map(\.text)
        #expect(Set(texts).count == texts.count)
    }

    @Test func everyChatHasOneToTwelveMessagesInOrderTheFirstByTheBuyer() {
        for chat in day.chats {
            let minutes = chat.messages.map(\.minute)
            #expect((1...12).contains(minutes.count), "\(chat.buyer)")
            #expect(minutes == minutes.sorted(), "\(chat.buyer)")
            #expect(chat.messages.first?.from == "buyer", "\(chat.buyer)")
            #expect(minutes.allSatisfy { (0..<24 * 60).contains($0) }, "\(chat.buyer)")
            #expect(Set(chat.messages.map(\.from)).isSubset(of: ["buyer", "seller"]))
        }
        #expect(day.chats.contains { $0.messages.count == 12 })
    }

    @Test func everyMessageFitsIntoItsSourcesLimit() {
        for chat in day.chats {
            let limit = chat.market == "wb" ? 1000 : 4096
            for message in chat.messages {
                #expect((1...limit).contains(message.text.count), "\(message.text)")
            }
        }
    }

    @Test func aProductStandsOnMarketplaceChatsOnly() {
        for chat in day.chats { #expect((chat.product != nil) == (chat.market == "wb")) }
    }

    @Test func waitingAnsweredAndReopenedChatsAreAllThere() {
        let lastByBuyer = day.chats.count { $0.messages.last?.from == "buyer" }
        let answered = day.chats.count { $0.messages.contains { $0.from == "seller" } }
        #expect(lastByBuyer >= 40)
        #expect(answered >= 20)
    }
}
