package import SkeinCRDT

/// One answer's worth of a conversation's past.
package struct HistoryPage: Hashable, Sendable {
    /// Of the conversation asked for, after the mark; those that the mark excludes are left out.
    package var messages: [SourceMessage]
    /// Where the next page begins; nil: this was the last.
    package var next: SourceCursor?
    /// After the last page: begin here to read what comes later.
    package var mark: HistoryMark
    /// The platform's newest time in the answer, whatever the conversation: how fresh it is.
    package var newest: WallTime?
    /// What the answer tells of the conversation itself.
    package var chat: SourceChat?
    /// Entries that this build could not read.
    package var unreadableCount: Int

    package init(
        messages: [SourceMessage], next: SourceCursor?, mark: HistoryMark, newest: WallTime?,
        chat: SourceChat? = nil, unreadableCount: Int = 0
    ) {
        self.messages = messages
        self.next = next
        self.mark = mark
        self.newest = newest
        self.chat = chat
        self.unreadableCount = unreadableCount
    }
}
