package import SkeinCRDT

/// The newest messages that are known without asking.
package struct KnownMessages: Hashable, Sendable {
    /// Of the conversation: the platform's name of its newest message.
    package var newestID: String?
    /// Of the whole account: the platform's time of its newest message.
    package var newestInAccount: WallTime?

    package init(newestID: String? = nil, newestInAccount: WallTime? = nil) {
        self.newestID = newestID
        self.newestInAccount = newestInAccount
    }
}
