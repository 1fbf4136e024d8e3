/// Both halves of what Ozon wants to see: `client-id:api-key` in one line.
struct OzonCredentials: Hashable, Sendable {
    let clientID: String
    let key: String

    /// Nil for a text of another form.
    init?(_ token: String) {
        let parts = token.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...20).contains(parts[0].count),
            parts[0].allSatisfy({ $0.isASCII && $0.isNumber }), Self.isKey(parts[1])
        else { return nil }
        clientID = String(parts[0])
        key = String(parts[1])
    }

    /// What may stand in a header and has no blanks.
    private static func isKey(_ text: Substring) -> Bool {
        (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
