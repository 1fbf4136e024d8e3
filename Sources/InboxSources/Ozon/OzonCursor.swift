/// Where the walk along the list of chats stands: `kind,rounds,long,place`.
///
/// The list has no order that is documented, and no feed. A round goes through all of it. In a shop
/// whose chats do not fit one page, most rounds ask only for chats with unread messages: these are
/// few, and hold what buyers have just written. What a colleague reads in the cabinet first is
/// found by the next whole round.
struct OzonCursor: Hashable, Sendable {
    enum Kind: String { case all, unread }

    /// Of so many rounds one is whole.
    static let wholeEvery = 20

    var kind = Kind.all
    /// Rounds since the last whole one.
    var rounds = 0
    /// The last whole round had more than one page.
    var isLong = false
    /// The list's own cursor; nil between two rounds.
    var place: String?

    init() {}

    init(_ cursor: SourceCursor?) {
        guard let parts = cursor?.text.split(separator: ",", maxSplits: 3).map(String.init),
            parts.count >= 3, let kind = Kind(rawValue: parts[0]), let rounds = Int(parts[1])
        else { return }
        self.kind = kind
        self.rounds = rounds
        isLong = parts[2] == "long"
        place = parts.count > 3 ? parts[3] : nil
    }

    var cursor: SourceCursor {
        let parts = [kind.rawValue, String(rounds), isLong ? "long" : "short"]
        return SourceCursor((parts + [place].compactMap { $0 }).joined(separator: ","))
    }

    /// In the middle of a round.
    func onward(to place: String) -> OzonCursor {
        var next = self
        next.place = place
        return next
    }

    /// A round has come to its end.
    var nextRound: OzonCursor {
        var next = OzonCursor()
        // A whole round of one page, begun and ended here, shows that the shop is small.
        next.isLong = kind == .all ? place != nil : isLong
        next.rounds = kind == .all ? 0 : rounds + 1
        next.kind = next.isLong && next.rounds < Self.wholeEvery - 1 ? .unread : .all
        return next
    }
}
