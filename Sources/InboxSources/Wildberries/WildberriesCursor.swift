/// A place in the feed: `high,from`, both in ms.
///
/// The feed's cursor is a time, so events of one stamp may be split by the end of a page, and an
/// event may show up a little after younger ones. Therefore every round begins some time before
/// the highest stamp, and every page after the first one a millisecond before the end of the one
/// before; what is read twice is the same fact.
struct WildberriesCursor: Hashable, Sendable {
    /// No page of the platform ends with fewer events than this but the last one; about 50 are
    /// usual.
    static let fullPageMin = 10

    /// The highest place that the feed has reached.
    var high: Int64
    /// Where the round stands: what the next call asks for. Nil between two rounds.
    var from: Int64?

    init(high: Int64, from: Int64?) {
        self.high = high
        self.from = from
    }

    init?(_ cursor: SourceCursor?) {
        guard let parts = cursor?.text.split(separator: ",").map({ Int64($0) }),
            let first = parts.first, let high = first, high > 0
        else { return nil }
        self.init(high: high, from: parts.count > 1 ? parts[1] : nil)
    }

    var cursor: SourceCursor { SourceCursor(from.map { "\(high),\($0)" } ?? "\(high)") }

    /// The `next` of the coming call.
    func position(overlap: Int64) -> Int64? {
        let position = from ?? high - overlap
        return position > 0 ? position : nil
    }

    /// The place after a page that was asked for from `position`.
    static func after(
        _ feed: WildberriesFeed, askedFrom position: Int64?, high: Int64?
    ) -> WildberriesCursor? {
        let asked = position ?? 0
        let before = high ?? 0
        guard feed.count > 0, let next = feed.next, next > asked else {
            let place = max(before, feed.next ?? 0)
            return place > 0 ? WildberriesCursor(high: place, from: nil) : nil
        }
        // Events that share the page's last stamp may be missing from it; but a page of one stamp
        // only must be left behind, or the round would never end.
        let onward = next - 1 > asked ? next - 1 : next
        // Asked from the highest place on, and nothing is higher: the end. Unless that page may be
        // a full one of one stamp, with younger events behind it.
        let isEnd = asked >= before - 1 && next <= before && feed.count < fullPageMin
        return WildberriesCursor(high: max(before, next), from: isEnd ? nil : onward)
    }
}
