package import SkeinCRDT

/// A message as a platform tells it.
package struct SourceMessage: Hashable, Sendable {
    package enum Author: Hashable, Sendable {
        case buyer
        /// Anybody of the shop, wherever it was typed.
        case seller
        case platform
    }

    /// The platform's name of the conversation, and of the message within it.
    package var conversation: String
    package var id: String
    package var author: Author
    /// The platform's clock.
    package var sent: WallTime
    package var text: String?
    /// The platform's word on how it was written.
    package var origin: String?
    /// False only if the platform says that it was not written through its interface by a program:
    /// then it cannot be a reply of ours.
    package var mayBeOurs: Bool
    package var attachments: [String]

    package init(
        conversation: String, id: String, author: Author, sent: WallTime, text: String?,
        origin: String?, mayBeOurs: Bool, attachments: [String] = []
    ) {
        self.conversation = conversation
        self.id = id
        self.author = author
        self.sent = sent
        self.text = text
        self.origin = origin
        self.mayBeOurs = mayBeOurs
        self.attachments = attachments
    }
}
