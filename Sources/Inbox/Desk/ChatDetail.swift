/// All that is known of one chat.
package struct ChatDetail: Hashable, Sendable {
    package var chat: ChatRow
    /// Oldest first, ties by id.
    package var messages: [MessageRow]
    /// Oldest first.
    package var notes: [NoteRow]
    /// All replies queued here, oldest first, delivered ones too.
    package var replies: [OutboxRow]
    package var conflicts: [ConflictRow]
    /// My own first.
    package var drafts: [DraftRow] = []
}
