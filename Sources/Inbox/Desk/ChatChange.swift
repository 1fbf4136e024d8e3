/// What one command does to chats.
package enum ChatChange: Hashable, Sendable {
    /// Opens, assigns to me and sets «В работе».
    case take
    /// Nil: nobody.
    case assign(PersonReference?)
    case status(ChatStatus)
    case tag(add: [String], remove: [String])
    case note(String)
    /// Nil: awake.
    case snooze(Snooze?)

    var command: UndoEntry.Command {
        switch self {
        case .take: .take
        case .assign: .assign
        case .status: .status
        case .tag: .tag
        case .note: .note
        case .snooze: .snooze
        }
    }
}

/// What a change did to several chats: one command, one transaction, one step of `undo`.
package struct ChangeOutcome: Hashable, Sendable {
    package var outcomes: [CommandOutcome]
    /// Chats to which it could not be done; nothing was changed about them.
    package var failures: [InboxError]
}
