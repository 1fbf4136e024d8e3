package import SkeinCRDT

/// Whose token it is, in the platform's own words.
package struct SourceIdentity: Hashable, Sendable {
    /// Stays the same when tokens and names change.
    package var account: String
    package var name: String?
    /// When the token ends, where the platform tells.
    package var expires: WallTime?

    package init(account: String, name: String?, expires: WallTime? = nil) {
        self.account = account
        self.name = name
        self.expires = expires
    }
}
