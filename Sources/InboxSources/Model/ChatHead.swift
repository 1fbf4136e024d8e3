package import SkeinCRDT

/// A conversation as a platform's list of them has it: enough to see whether there is news in it.
package struct ChatHead: Hashable, Sendable {
    package var chat: SourceChat
    /// The platform's name of its newest message, where the list tells it.
    package var newestID: String?
    /// The platform's time of its newest message, where the list tells it.
    package var newestSent: WallTime?
    /// The newest message is so young that others may still come beside it unseen: it is read
    /// again although it is known.
    package var isRecent: Bool

    package init(
        chat: SourceChat, newestID: String? = nil, newestSent: WallTime? = nil,
        isRecent: Bool = false
    ) {
        self.chat = chat
        self.newestID = newestID
        self.newestSent = newestSent
        self.isRecent = isRecent
    }
}
