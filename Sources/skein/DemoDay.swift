import Foundation

/// The invented working day in `Fixtures/demo/day.json`, as orders for the emulated platforms.
///
///     {"version": 1, "chats": [{"market", "account", "chat", "buyer", "product"?,
///       "messages": [{"from": "buyer" | "seller", "minute", "text"}]}]}
struct DemoDay: Decodable {
    struct Chat: Decodable {
        var market: String
        var account: String
        var chat: String
        var buyer: String
        var product: Product?
        var messages: [Message]
    }

    struct Product: Codable {
        var nmID: Int64
        var size: String
        var price: Int64
    }

    struct Message: Decodable {
        var from: String
        var minute: Int64
        var text: String
    }

    /// One message as the emulator's control API takes it; times in milliseconds since 1970.
    private struct Order: Encodable {
        var platform: String
        var account: String
        /// Names the chat: the emulator gives a new buyer's chat an id of its own.
        var buyer: String
        var text: String
        var from: String
        var at: Int64
        var product: Product?
    }

    /// A shop's account and the token that the emulator knows it by.
    struct Account: Hashable {
        var market: String
        var name: String
        var token: String
    }

    var chats: [Chat]

    /// The accounts of all chats, by market and name; a bot's token begins with its number.
    var accounts: [Account] {
        let pairs = Set(chats.map { [$0.market, $0.account] })
            .sorted { $0.lexicographicallyPrecedes($1) }
        return pairs.enumerated().map { place, pair in
            let token = pair[0] == "tg" ? "\(700_101 + place):\(pair[1])" : "token-\(pair[1])"
            return Account(market: pair[0], name: pair[1], token: token)
        }
    }

    /// The day moved so that its last message is a minute old.
    ///
    /// - Parameter now: milliseconds since 1970.
    func orders(now: Int64) throws -> Data {
        let last = chats.flatMap(\.messages).map(\.minute).max() ?? 0
        let tokens = Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0.token) })
        let orders = chats.flatMap { chat in
            // A bot is never told what its owner writes in another way.
            chat.messages.filter { chat.market != "tg" || $0.from == "buyer" }.map { message in
                Order(
                    platform: chat.market, account: tokens[chat.account] ?? chat.account,
                    buyer: chat.buyer, text: message.text,
                    from: message.from == "seller" ? "site" : "buyer",
                    at: now - (last + 1 - message.minute) * 60_000, product: chat.product)
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(orders)
    }
}
