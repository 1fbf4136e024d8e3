package import SkeinTransport

#if PLANTED_BUGS
    import SkeinCRDT
#endif

extension TelegramAdapter {
    /// Asking with an offset makes the server forget all updates below it, so the cursor is the
    /// offset that follows what is stored.
    package func poll(from cursor: SourceCursor?, wait: Bool) -> HTTPCall {
        let offset = cursor.flatMap { Int64($0.text) }
        let seconds = wait ? Self.pollSeconds : 0
        var query = "limit=100&timeout=\(seconds)"
        query += "&allowed_updates=" + Percent.encode("[\"message\"]")
        if let offset { query += "&offset=\(offset)" }
        var call = call("getUpdates?\(query)", body: nil)
        call.label = "tg getUpdates"
        call.totalTimeout = .seconds(seconds + 20)
        return call
    }

    package func readPoll(
        _ answer: HTTPAnswer, from cursor: SourceCursor?
    ) throws(SourceProblem) -> PollPage {
        let result = try TelegramAnswer(answer).result()
        guard result.isList else { throw .unreadable("result is no list") }
        let updates = result.items
        let messages = updates.compactMap { $0["message"].flatMap(TelegramMessage.init) }
        let ids = updates.compactMap { $0["update_id"]?.integer }
        // The last one, not the highest: after a week of silence ids begin anew at random.
        let next = ids.last.map { SourceCursor(String($0 &+ 1)) }
        #if PLANTED_BUGS
            if planted(.offsetTooHigh), let last = ids.last {
                return PollPage(
                    chats: messages.map(\.chat), messages: messages.map(\.message),
                    cursor: SourceCursor(String(last + 2)), more: true)
            }
        #endif
        var chatByID: [String: SourceChat] = [:]
        for message in messages { chatByID[message.chat.conversation] = message.chat }
        return PollPage(
            chats: chatByID.values.sorted { $0.conversation < $1.conversation },
            messages: messages.map(\.message), cursor: next ?? cursor, more: !ids.isEmpty,
            unreadableCount: updates.count - messages.count)
    }
}
