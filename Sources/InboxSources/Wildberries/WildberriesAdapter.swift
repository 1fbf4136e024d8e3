package import SkeinTransport

/// Wildberries' buyer chat: one feed of events for all chats of a seller, one send method.
///
/// Facts: the official OpenAPI document of the group "communication" (July and August 2026) and
/// the knowledge base's pages on limits (April 2026). No field of an answer is required there, so
/// everything is read as optional.
package struct WildberriesAdapter: SourceAdapter {
    private static let chatHost = "https://buyer-chat-api.wildberries.ru"
    private static let commonHost = "https://common-api.wildberries.ru"
    /// An event may become visible this much after its stamp; the feed is read again from there.
    static let overlapMilliseconds: Int64 = 60_000
    /// The `source` of messages sent by this method, whoever sent them.
    static let ownOrigin = "seller-public-api"

    private let token: String
    private let chatBase: String
    private let commonBase: String

    /// - Parameter base: in place of the platform's own hosts.
    package init(token: String, base: String? = nil) {
        self.token = token
        chatBase = base ?? Self.chatHost
        commonBase = base ?? Self.commonHost
    }

    /// The text's unit is not documented. UTF-16 units are never fewer than code points or
    /// characters, so counting them never lets through what the platform would refuse. Tokens of
    /// the kind "basic" get one call an hour of each method since April 2026, all others ten in ten
    /// seconds.
    package var rules: SourceRules {
        let isBasic = WildberriesToken(token).kind == .basic
        return SourceRules(
            table: .wildberries, hasHistory: true,
            ownOrigin: Self.ownOrigin,
            pollEvery: isBasic ? .seconds(3600) : .seconds(5),
            callsPerPeriod: isBasic ? 1 : 10, period: isBasic ? .seconds(3600) : .seconds(10),
            limits: ["wb events", "wb chats", "wb message"].map {
                CallLimit(
                    [$0], count: isBasic ? 1 : 10, period: isBasic ? .seconds(3600) : .seconds(10))
            }, replyLabels: ["wb chats", "wb message"], historyLabel: "wb events",
            // The feed of all chats ends with a page that has nothing new.
            historyCalls: 2)
    }

    package func identify() -> HTTPCall {
        call("GET", commonBase, "/api/v1/seller-info", label: "wb seller-info")
    }

    package func readIdentity(_ answer: HTTPAnswer) throws(SourceProblem) -> SourceIdentity {
        let body = try Self.body(answer)
        guard let account = ForeignText.id(body["sid"]?.text) else {
            throw .unreadable("seller-info without sid")
        }
        let name = body["tradeMark"]?.text ?? body["name"]?.text
        return SourceIdentity(account: account, name: name.map(ForeignText.name))
    }

    func events(from next: Int64?) -> HTTPCall {
        // `next=0` is an error, as is a negative number.
        let query = next.flatMap { $0 > 0 ? "?next=\($0)" : nil } ?? ""
        return call("GET", chatBase, "/api/v1/seller/events\(query)", label: "wb events")
    }

    func chats() -> HTTPCall {
        call("GET", chatBase, "/api/v1/seller/chats", label: "wb chats")
    }

    func message(_ form: MultipartForm) -> HTTPCall {
        var call = call("POST", chatBase, "/api/v1/seller/message", label: "wb message")
        call.headers.append(HTTPHeader("Content-Type", form.contentType))
        call.body = form.body
        return call
    }

    private func call(
        _ method: String, _ base: String, _ path: String, label: String
    ) -> HTTPCall {
        HTTPCall(
            method: method, url: base + path, headers: [HTTPHeader("Authorization", token)],
            label: label)
    }
}
