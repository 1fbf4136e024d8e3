import SkeinCRDT

/// Numbers for a prompt or a status line.
package struct Counts: Hashable, Sendable {
    /// A question that has rested so long has probably been forgotten.
    package static let questionAgeMax = Duration.seconds(3 * 86_400)

    package var chatCountByStatus: [ChatStatus: Int]
    /// Chats with messages that this device has not shown.
    package var unreadChats: Int
    package var unansweredChats: Int
    /// Open chats that nobody is responsible for.
    package var nobodysChats: Int
    /// Chats in «Вопрос/возврат» in which nothing has been said for longer than
    /// `questionAgeMax`.
    package var oldQuestions: Int
    package var mineChats: Int
    package var conflicts: Int
    /// Replies that are neither delivered nor given up; those below are among them.
    package var openReplies: Int
    package var heldReplies: Int
    package var unknownReplies: Int
    /// Operations that the relay does not have yet.
    package var unsentOperations: Int
}
