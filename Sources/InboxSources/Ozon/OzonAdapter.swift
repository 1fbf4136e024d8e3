import SkeinCRDT
package import SkeinTransport

/// Ozon's chats with buyers: a list of chats, a history each, one call to send.
///
/// Facts: the official document, version 2.1 (July 2026). Every method is a POST. There is no feed
/// of changes: the list is walked and what it says of each chat's newest message compared with what
/// is known. No field of an answer is required, ids come as numbers and as texts, and names in two
/// spellings, so everything is read leniently.
package struct OzonAdapter: SourceAdapter {
    private static let host = "https://api-seller.ozon.ru"
    static let credentialsForm = "client-id:api-key"

    private let credentials: OzonCredentials?
    private let base: String

    /// - Parameters:
    ///   - token: `client-id:api-key`.
    ///   - base: in place of the platform's own host.
    package init(token: String, base: String? = nil) {
        credentials = OzonCredentials(token)
        self.base = base ?? Self.host
    }

    /// The unit of the text's 1,000 characters is not documented; UTF-16 units are never fewer than
    /// any other. The limit of calls is one of all methods together.
    package var rules: SourceRules {
        SourceRules(
            table: .ozon, hasHistory: true, ownOrigin: nil,
            pollEvery: .seconds(10), callsPerPeriod: 50, period: .seconds(1),
            limits: [CallLimit(nil, count: 50, period: .seconds(1))], replyLabels: ["ozon message"],
            historyLabel: "ozon history", tellsTokenEnd: true)
    }

    /// What is wrong with the token before anybody is asked.
    package var tokenFault: String? {
        credentials == nil ? "the token has the form \(Self.credentialsForm), in one line" : nil
    }

    /// Its answer also tells when the key expires.
    package func identify() -> HTTPCall { call("/v1/roles", body: [], label: "ozon roles") }

    package func readIdentity(_ answer: HTTPAnswer) throws(SourceProblem) -> SourceIdentity {
        guard let credentials else { throw .unauthorized(tokenFault ?? "") }
        let body = try Self.body(answer)
        guard body["roles"] != nil || body["expires_at"] != nil else {
            throw .unreadable("roles of the key are missing")
        }
        return SourceIdentity(
            account: credentials.clientID, name: nil,
            expires: Timestamp.iso8601(body["expires_at"]?.text))
    }

    func call(_ path: String, body: [UInt8], label: String) -> HTTPCall {
        HTTPCall(
            method: "POST", url: base + path,
            headers: [
                HTTPHeader("Client-Id", credentials?.clientID ?? ""),
                HTTPHeader("Api-Key", credentials?.key ?? ""),
                HTTPHeader("Content-Type", "application/json"),
            ], body: body.isEmpty ? Array("{}".utf8) : body, label: label)
    }
}
