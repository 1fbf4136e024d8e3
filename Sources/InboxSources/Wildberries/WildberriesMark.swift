/// A mark in a chat's past: `ms;id;id…`.
///
/// The ids are of own messages that were visible already, so near to the mark that a reading which
/// begins there meets them again.
struct WildberriesMark: Hashable, Sendable {
    /// Feed place (ms); 0 where the feed was empty.
    var place: Int64
    var excludedIDs: [String]

    /// A mark has at most 512 bytes.
    static let excludedMax = 11

    init(place: Int64, excludedIDs: [String]) {
        self.place = place
        self.excludedIDs = excludedIDs
    }

    init?(_ mark: HistoryMark?) {
        guard let parts = mark?.text.split(separator: ";").map(String.init),
            let first = parts.first, let place = Int64(first)
        else { return nil }
        self.init(place: place, excludedIDs: Array(parts.dropFirst()))
    }

    var mark: HistoryMark {
        HistoryMark(([String(place)] + excludedIDs.suffix(Self.excludedMax)).joined(separator: ";"))
    }
}
