import SkeinCRDT

extension Market {
    /// How long after the buyer's last message the platform still takes an answer; nil where it
    /// states no such time.
    package var replyWindow: Duration? {
        switch self {
        case .wildberries: .seconds(10 * 86_400)
        case .ozon: .seconds(2 * 86_400)
        case .yandexMarket, .telegram: nil
        }
    }
}

/// The end of a chat's reply window, as SQL over a row of `chat`; null where there is none.
enum ReplyWindow {
    static let dueSQL: String = {
        let cases = Market.allCases.compactMap { market in
            market.replyWindow.map {
                "WHEN '\(market.rawValue)' THEN \($0.wholeMilliseconds)"
            }
        }
        return """
            (CASE WHEN chat.waiting IS NULL THEN NULL
                ELSE chat.lastBuyer + CASE chat.market \(cases.joined(separator: " ")) END END)
            """
    }()
}
