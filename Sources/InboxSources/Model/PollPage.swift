/// One answer's worth of news.
package struct PollPage: Hashable, Sendable {
    package var chats: [SourceChat]
    /// In the platform's order.
    package var messages: [SourceMessage]
    /// Conversations whose messages must be asked for one by one, where the platform has no feed.
    package var heads: [ChatHead]
    /// Where to go on; to be used only once the page is stored durably.
    package var cursor: SourceCursor?
    /// Whether to go on at once.
    package var more: Bool
    /// Entries that this build could not read.
    package var unreadableCount: Int

    package init(
        chats: [SourceChat], messages: [SourceMessage], cursor: SourceCursor?, more: Bool,
        heads: [ChatHead] = [], unreadableCount: Int = 0
    ) {
        self.chats = chats
        self.messages = messages
        self.heads = heads
        self.cursor = cursor
        self.more = more
        self.unreadableCount = unreadableCount
    }
}
