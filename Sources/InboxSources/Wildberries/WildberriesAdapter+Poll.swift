package import SkeinTransport

#if PLANTED_BUGS
    import SkeinCRDT
#endif

extension WildberriesAdapter {
    package func poll(from cursor: SourceCursor?, wait: Bool) -> HTTPCall {
        events(
            from: WildberriesCursor(cursor)?.position(overlap: Self.overlapMilliseconds))
    }

    package func readPoll(
        _ answer: HTTPAnswer, from cursor: SourceCursor?
    ) throws(SourceProblem) -> PollPage {
        let place = WildberriesCursor(cursor)
        let feed = try WildberriesFeed(answer)
        let after = WildberriesCursor.after(
            feed, askedFrom: place?.position(overlap: Self.overlapMilliseconds),
            high: place?.high)
        #if PLANTED_BUGS
            if planted(.firstOfPageOnly) {
                return PollPage(
                    chats: chats(feed), messages: feed.events.prefix(1).map(\.message),
                    cursor: after?.cursor ?? cursor, more: after?.from != nil)
            }
        #endif
        return PollPage(
            chats: chats(feed), messages: feed.events.map(\.message),
            cursor: after?.cursor ?? cursor, more: after?.from != nil,
            unreadableCount: feed.count - feed.events.count)
    }

    /// Each conversation once, with the last thing that the page says of it.
    private func chats(_ feed: WildberriesFeed) -> [SourceChat] {
        var chatByID: [String: SourceChat] = [:]
        for event in feed.events {
            var chat = chatByID[event.chatID] ?? event.chat
            chat.buyer = event.chat.buyer ?? chat.buyer
            chat.order = event.chat.order ?? chat.order
            chat.product = event.chat.product ?? chat.product
            chatByID[event.chatID] = chat
        }
        return chatByID.values.sorted { $0.conversation < $1.conversation }
    }
}
