import SkeinCRDT
package import SkeinTransport

/// Yandex Market's chats with buyers: a list of chats, a history each, one call to send.
///
/// Facts: the official OpenAPI document (July 2026) and the official pages on limits and errors.
/// There is no feed: the list tells when each chat had its last message. All paths name the
/// cabinet (`businessId`), which is the account.
package struct YandexAdapter: SourceAdapter {
    private static let host = "https://api.partner.market.yandex.ru"
    static let credentialsForm = "business-id:api-key"

    private let credentials: YandexCredentials?
    private let base: String

    /// - Parameters:
    ///   - token: `business-id:api-key`.
    ///   - base: in place of the platform's own host.
    package init(token: String, base: String? = nil) {
        credentials = YandexCredentials(token)
        self.base = base ?? Self.host
    }

    /// The unit of the text's 4,096 characters is not documented; UTF-16 units are never fewer than
    /// any other. Four calls may run at once; what an hour allows differs from method to method,
    /// and the platform tells of it in every answer.
    package var rules: SourceRules {
        SourceRules(
            table: .yandexMarket, hasHistory: true, ownOrigin: nil,
            pollEvery: .seconds(15), callsPerPeriod: 4, period: .seconds(1),
            limits: Self.limits, replyLabels: ["ym message"], historyLabel: "ym history",
            parallelMax: 4)
    }

    /// `x-resource-limit-config` of the official document (July 2026), by the hour.
    private static let limits = [
        CallLimit(["ym chats", "ym identity"], count: 5000, period: .seconds(3600)),
        CallLimit(["ym history"], count: 10_000, period: .seconds(3600)),
        CallLimit(["ym message"], count: 1000, period: .seconds(3600)),
        CallLimit(["ym file"], count: 1000, period: .seconds(3600)),
        CallLimit(["ym start"], count: 1000, period: .seconds(3600)),
    ]

    package var tokenFault: String? {
        credentials == nil ? "the token has the form \(Self.credentialsForm), in one line" : nil
    }

    /// A key belongs to people and cabinets; only a call about this cabinet shows that the key
    /// opens it.
    package func identify() -> HTTPCall {
        call("POST", "/chats?limit=1", body: Array("{}".utf8), label: "ym identity")
    }

    package func readIdentity(_ answer: HTTPAnswer) throws(SourceProblem) -> SourceIdentity {
        guard let credentials else { throw .unauthorized(tokenFault ?? "") }
        guard try Self.result(answer)["chats"]?.isList == true else {
            throw .unreadable("chats is no list")
        }
        return SourceIdentity(account: credentials.business, name: nil)
    }

    func call(_ method: String, _ path: String, body: [UInt8], label: String) -> HTTPCall {
        let url = "\(base)/v2/businesses/\(credentials?.business ?? "0")\(path)"
        var headers = [HTTPHeader("Api-Key", credentials?.key ?? "")]
        if !body.isEmpty { headers.append(HTTPHeader("Content-Type", "application/json")) }
        return HTTPCall(method: method, url: url, headers: headers, body: body, label: label)
    }
}
