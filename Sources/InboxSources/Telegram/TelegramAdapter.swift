package import SkeinTransport

/// A Telegram bot: long polling in, `sendMessage` out; ordinary chats and forum topics.
///
/// Facts: Bot API 10.1 (June 2026) and the source of the official server 10.0. The token is part of
/// the path, so it is in no label and no error. Chats of a connected business account are not asked
/// for.
package struct TelegramAdapter: SourceAdapter {
    private static let host = "https://api.telegram.org"
    /// The server holds an empty poll open this long.
    static let pollSeconds = 25

    private let token: String
    private let base: String

    /// - Parameter base: in place of the platform's own host.
    package init(token: String, base: String? = nil) {
        self.token = token
        self.base = base ?? Self.host
    }

    /// About one message a second in a chat, thirty in all; exact limits are not published.
    /// Texts have 1 to 4096 characters after entities are parsed: none are sent, and UTF-16 units,
    /// in which Telegram counts entities, are never fewer than characters.
    package var rules: SourceRules {
        SourceRules(
            table: .telegram, hasHistory: false, forgetsRead: true,
            ownOrigin: nil,
            pollEvery: .zero, callsPerPeriod: 30, period: .seconds(1),
            limits: [
                CallLimit(["tg sendMessage"], count: 30, period: .seconds(1)),
                CallLimit(
                    ["tg sendMessage"], count: 1, period: .seconds(1), isPerConversation: true),
            ], replyLabels: ["tg sendMessage"])
    }

    package func identify() -> HTTPCall { call("getMe", body: nil) }

    package func readIdentity(_ answer: HTTPAnswer) throws(SourceProblem) -> SourceIdentity {
        let user = try TelegramAnswer(answer).result()
        guard let account = ForeignText.id(user["id"]?.text) else {
            throw .unreadable("getMe without id")
        }
        let name = user["username"]?.text ?? user["first_name"]?.text
        return SourceIdentity(account: account, name: name.map(ForeignText.name))
    }

    package func mark(_ known: KnownMessages) -> HistoryMark? { nil }

    /// A bot cannot read what was written: whoever is in doubt must ask a person.
    package func history(_ query: HistoryQuery) -> HTTPCall? { nil }

    package func readHistory(
        _ answer: HTTPAnswer, _ query: HistoryQuery
    ) throws(SourceProblem) -> HistoryPage {
        throw .unreadable("Telegram has no history")
    }

    func call(_ method: String, body: [UInt8]?) -> HTTPCall {
        HTTPCall(
            method: body == nil ? "GET" : "POST", url: "\(base)/bot\(token)/\(method)",
            headers: body == nil ? [] : [HTTPHeader("Content-Type", "application/json")],
            body: body ?? [], label: "tg \(method)")
    }
}
