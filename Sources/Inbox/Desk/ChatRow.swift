package import SkeinCRDT
package import SkeinWire

/// One line of a list of chats.
package struct ChatRow: Hashable, Sendable {
    package var entity: EntityID
    /// All 26 characters; equal on all devices.
    package var id: String
    /// The shortest prefix, of at least four characters, that names no other chat here.
    package var short: String
    package var market: Market
    package var source: SourceReference
    /// The status that counts: a chat written closed is shown otherwise while `isReopened`.
    package var status: ChatStatus
    /// A buyer's message that the closer had not seen keeps the chat open.
    package var isReopened: Bool
    package var assignee: PersonReference?
    /// Sorted.
    package var tags: [String]
    package var buyer: String?
    package var order: String?
    package var product: String?
    /// The first message, or the chat's record where there is none yet.
    package var created: WallTime
    /// The newest message.
    package var updated: WallTime?
    /// The first of the buyer's messages that nobody has answered; nil for closed chats.
    package var waitingSince: WallTime?
    /// The end of the platform's window for an answer; nil where there is none, or nobody waits.
    package var due: WallTime?
    /// Nil where the chat is not out of the way, or not any more.
    package var snooze: Snooze?
    /// Buyer's messages that this device has not shown.
    package var unreadCount: Int
    package var messageCount: Int
    package var noteCount: Int
    /// Replies that are neither delivered nor given up.
    package var openReplyCount: Int
    package var last: LastMessage?
    /// Names of the fields in which different values are alive.
    package var conflicts: [String]

    package var isUnanswered: Bool { waitingSince != nil }

    package struct LastMessage: Hashable, Sendable {
        package var from: MessageRow.Author
        /// Nil where the text has been erased or has not arrived.
        package var text: String?
    }
}
