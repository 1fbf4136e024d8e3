package import SkeinCRDT

/// Why the desk refused a command. Nothing was changed.
package enum InboxError: Error, Hashable, Sendable {
    case noSuchChat(String)
    /// At most ten of the chats that the prefix fits.
    case ambiguousChat(String, [ChatReference])
    case noSuchReply(String)
    case ambiguousReply(String, [String])
    case noSuchSource(String, suggestion: String?)
    case noSuchPerson(String, suggestion: String?)
    /// The line of a query is wrong; says where.
    case query(QueryError)
    /// A text of nothing but blanks.
    case emptyText
    /// Both in UTF-16 units.
    case textTooLong(count: Int, limit: Int, Market)
    case invalidTag(String)
    case invalidName(String)
    case sourceExists(SourceRow)
    /// This device has not joined a workspace.
    case notJoined
    /// An observer may only look.
    case mayNotEdit
    /// Only replies of unknown outcome ask for a decision.
    case nothingToDecide(OutboxRow.State)
    /// Too late, or too early, for this step.
    case replyIsNow(OutboxRow.State)
    case nothingToUndo
    /// No saved view, macro or template of that name.
    case noSuchDefinition(DefinitionKind, String, suggestion: String?)
    /// A chat cannot be linked with itself.
    case sameChat
    /// The world has moved on: what the command wrote has been replaced.
    case overwritten(field: String, by: PersonReference?, at: WallTime, value: String?)
    /// The buyer has it, or may have it.
    case replyLeft(OutboxRow.State)
}
