import SkeinCRDT
package import SkeinTransport

/// There is no history of one chat: the feed of all chats is read on from the mark.
extension WildberriesAdapter {
    /// How far before the mark reading begins: stamps may be cut to whole seconds.
    private static let markOverlapMilliseconds: Int64 = 5000

    package func mark(_ known: KnownMessages) -> HistoryMark? {
        let place = known.newestInAccount?.milliseconds ?? 0
        return WildberriesMark(place: max(place, 0), excludedIDs: []).mark
    }

    package func history(_ query: HistoryQuery) -> HTTPCall? {
        events(from: place(query).position(overlap: Self.markOverlapMilliseconds))
    }

    package func readHistory(
        _ answer: HTTPAnswer, _ query: HistoryQuery
    ) throws(SourceProblem) -> HistoryPage {
        let place = place(query)
        let feed = try WildberriesFeed(answer)
        let after = WildberriesCursor.after(
            feed, askedFrom: place.position(overlap: Self.markOverlapMilliseconds),
            high: place.high)
        let excluded = WildberriesMark(query.after)?.excludedIDs ?? []
        let messages = feed.events.map(\.message).filter {
            $0.conversation == query.conversation && !excluded.contains($0.id)
        }
        let high = after?.high ?? place.high
        return HistoryPage(
            messages: messages, next: after?.from == nil ? nil : after?.cursor,
            mark: mark(at: high, messages, excluded), newest: feed.events.map(\.message.sent).max())
    }

    private func place(_ query: HistoryQuery) -> WildberriesCursor {
        let start = WildberriesMark(query.after)?.place ?? query.known.newestInAccount?.milliseconds
        return WildberriesCursor(query.page)
            ?? WildberriesCursor(high: max(start ?? 0, 0), from: nil)
    }

    private func mark(
        at high: Int64, _ messages: [SourceMessage], _ excluded: [String]
    ) -> HistoryMark {
        let near = messages.filter {
            $0.mayBeOurs && $0.sent.milliseconds >= high - Self.markOverlapMilliseconds
        }
        return WildberriesMark(place: high, excludedIDs: excluded + near.map(\.id)).mark
    }
}
