/// Numbers for a prompt or a status line.
package struct Counts: Hashable, Sendable {
    package var chatCountByStatus: [ChatStatus: Int]
    /// Chats with messages that this device has not shown.
    package var unreadChats: Int
    package var unansweredChats: Int
    package var mineChats: Int
    package var conflicts: Int
    /// Replies that are neither delivered nor given up; those below are among them.
    package var openReplies: Int
    package var heldReplies: Int
    package var unknownReplies: Int
    /// Operations that the relay does not have yet.
    package var unsentOperations: Int
}
