/// Whose token it is, in the platform's own words.
package struct SourceIdentity: Hashable, Sendable {
    /// Stays the same when tokens and names change.
    package var account: String
    package var name: String?

    package init(account: String, name: String?) {
        self.account = account
        self.name = name
    }
}
