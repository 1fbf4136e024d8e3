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
        let items = result["events"]?.items ?? []
        events = items.compactMap(WildberriesEvent.init)
        count = items.count
        let newest = events.map(\.message.sent.milliseconds).max() ?? 0
        let place = max(result["next"]?.integer ?? 0, newest)
        next = place > 0 ? place : nil
    }
}
