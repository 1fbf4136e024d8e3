/// Whose cabinet and with which key: `business-id:api-key` in one line. The key has colons of its
/// own (`ACMA:…`).
struct YandexCredentials: Hashable, Sendable {
    let business: String
    let key: String

    /// Nil for a text of another form.
    init?(_ token: String) {
        let parts = token.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let business = Int64(parts[0]), business > 0,
            (1...256).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.business = String(business)
        key = String(parts[1])
    }
}
