extension ChatSort {
    /// The terms of ORDER BY; what a chat lacks comes last in either direction.
    var sql: String {
        let way = isDescending ? "DESC" : "ASC"
        return switch key {
        case .waiting:
            "chat.waiting IS NULL, chat.waiting \(way), coalesce(chat.updated, chat.created) DESC"
        case .due: "\(ReplyWindow.dueSQL) IS NULL, \(ReplyWindow.dueSQL) \(way), chat.waiting"
        case .created: "chat.created \(way)"
        case .updated: "chat.updated IS NULL, chat.updated \(way)"
        case .status: "\(Self.rankSQL) \(way)"
        case .source:
            "coalesce((SELECT name FROM source WHERE source.id = chat.source), '') \(way), "
                + "chat.source \(way)"
        case .buyer: "chat.buyerFolded = '', chat.buyerFolded \(way)"
        case .id: "chat.short \(way)"
        }
    }

    private static let rankSQL: String = {
        let cases = ChatStatus.byAttention.enumerated()
            .map { place, status in "WHEN '\(status.rawValue)' THEN \(place)" }
        return "CASE chat.status \(cases.joined(separator: " ")) ELSE \(cases.count) END"
    }()
}
