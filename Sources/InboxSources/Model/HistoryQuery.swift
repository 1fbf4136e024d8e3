/// Which part of a conversation's past is asked for.
package struct HistoryQuery: Hashable, Sendable {
    package var conversation: String
    /// Where to begin: a mark that an earlier reading gave.
    package var after: HistoryMark?
    /// What is known already, where there is no mark yet: reading begins there.
    package var known: KnownMessages
    /// Where a reading of several pages stands.
    package var page: SourceCursor?

    package init(
        conversation: String, after: HistoryMark?, known: KnownMessages = KnownMessages(),
        page: SourceCursor? = nil
    ) {
        self.conversation = conversation
        self.after = after
        self.known = known
        self.page = page
    }
}
