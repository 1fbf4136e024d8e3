import SkeinCRDT

/// Where the walk along the list of chats stands:
/// `kind,rounds,long,last whole round,last round,this round,page`, times in ms.
///
/// The list has no order that is documented. A round goes through all of it; in a cabinet whose
/// chats do not fit one page most rounds ask only for those that wait for the shop.
///
/// The list tells in whole seconds when a chat had its last message. Another one of the same second
/// may come after the chat was read, and nothing in the list shows it. So a chat is read again
/// until a round has begun a minute after its last message.
struct YandexCursor: Hashable, Sendable {
    enum Kind: String { case all, waiting }

    /// Of so many rounds one is whole.
    static let wholeEvery = 20
    static let recent: Duration = .seconds(60)

    var kind = Kind.all
    /// Rounds since the last whole one.
    var rounds = 0
    /// The last whole round had more than one page.
    var isLong = false
    /// When, by the platform's clock, rounds began; 0: none has.
    var wholeBegan: Int64 = 0
    var lastBegan: Int64 = 0
    /// Of the round that is under way.
    var began: Int64 = 0
    /// The next page; nil between two rounds.
    var page: String?

    init() {}

    init(_ cursor: SourceCursor?) {
        guard let parts = cursor?.text.split(separator: ",", maxSplits: 6).map(String.init),
            parts.count >= 6, let kind = Kind(rawValue: parts[0]), let rounds = Int(parts[1])
        else { return }
        self.kind = kind
        self.rounds = rounds
        isLong = parts[2] == "long"
        wholeBegan = Int64(parts[3]) ?? 0
        lastBegan = Int64(parts[4]) ?? 0
        began = Int64(parts[5]) ?? 0
        page = parts.count > 6 ? parts[6] : nil
    }

    var cursor: SourceCursor {
        let parts = [
            kind.rawValue, String(rounds), isLong ? "long" : "short", String(wholeBegan),
            String(lastBegan), String(began),
        ]
        return SourceCursor((parts + [page].compactMap { $0 }).joined(separator: ","))
    }

    /// Whether other messages may still come beside a chat's last one that this round has not seen
    /// in an earlier one of its kind.
    func isRecent(_ lastMessage: WallTime) -> Bool {
        let round = kind == .all ? wholeBegan : lastBegan
        return lastMessage + Self.recent > WallTime(milliseconds: round)
    }

    /// After a page; `time`: the platform's at its answer.
    func after(time: WallTime?, next: String?) -> YandexCursor {
        var place = self
        // The first page's, so that nothing of this round is older.
        if page == nil { place.began = time?.milliseconds ?? lastBegan }
        place.page = next
        if next != nil { return place }
        var nextRound = YandexCursor()
        nextRound.isLong = kind == .all ? page != nil : isLong
        nextRound.rounds = kind == .all ? 0 : rounds + 1
        nextRound.wholeBegan = kind == .all ? place.began : wholeBegan
        nextRound.lastBegan = place.began
        let mayBePart = nextRound.isLong && nextRound.rounds < Self.wholeEvery - 1
        nextRound.kind = mayBePart ? .waiting : .all
        return nextRound
    }
}
