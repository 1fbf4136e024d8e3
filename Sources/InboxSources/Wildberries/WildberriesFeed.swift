import SkeinTransport

/// One answer of `/events`.
struct WildberriesFeed: Hashable, Sendable {
    let events: [WildberriesEvent]
    /// Entries in the answer, readable or not.
    let count: Int
    /// The place to go on (ms): what the answer says if it is positive, but never behind its own
    /// events. An empty page may say 0.
    let next: Int64?

    init(_ answer: HTTPAnswer) throws(SourceProblem) {
        let body = try WildberriesAdapter.body(answer)
        guard let result = body["result"], result.isObject else {
            throw .unreadable("events without result")
        }
        let list = result["events"] ?? .null
        // Taken for an empty page, such an answer would look as if nobody wrote.
        guard list.isList || list == .null else { throw .unreadable("events is no list") }
        let cursor = result["next"] ?? .null
        guard cursor == .null || cursor.integer != nil else {
            throw .unreadable("next is no place in the feed")
        }
        let items = list.items
        events = items.compactMap(WildberriesEvent.init)
        count = items.count
        let newest = events.map(\.message.sent.milliseconds).max() ?? 0
        let place = max(cursor.integer ?? 0, newest)
        next = place > 0 ? place : nil
    }
}
