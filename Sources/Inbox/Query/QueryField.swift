/// What a query can ask about.
package enum QueryField: String, CaseIterable, Sendable {
    case market, source, status, assignee, tag, `is`, has
    case created, updated, waiting, due, msgs, view
    case buyer, order, id, text, note
    case sort, limit

    /// Fields of the language that this build cannot answer yet.
    package static let later = [
        "state", "topic", "sku", "draft", "from", "replied", "closed", "at", "age", "by", "did",
        "cols",
    ]

    /// The field of that name, Russian or English, in any case.
    package static func named(_ word: String) -> QueryField? {
        let word = SearchText.normalise(word)
        return QueryField(rawValue: word) ?? alias[word]
    }

    /// All names, for suggestions: English first.
    package static let names = allCases.map(\.rawValue) + later + alias.keys.sorted()

    /// Names that work now, English first.
    package static let words = allCases.map(\.rawValue) + alias.keys.sorted()

    private static let alias: [String: QueryField] = [
        "to": .assignee, "кто": .assignee, "ответственный": .assignee,
        "рынок": .market, "площадка": .market,
        "источник": .source, "статус": .status, "тег": .tag, "метка": .tag,
        "создан": .created, "обновлен": .updated, "ждет": .waiting,
        "покупатель": .buyer, "заказ": .order, "текст": .text, "заметка": .note,
        "порядок": .sort, "вид": .view, "срок": .due, "сообщений": .msgs,
    ]

    /// Its names beside the English one, sorted.
    package static func aliases(of field: QueryField) -> [String] {
        alias.filter { $0.value == field }.map(\.key).sorted()
    }

    /// A chat has one value of it, so two different ones at once fit nothing.
    var isSingleValued: Bool {
        switch self {
        case .market, .source, .status, .assignee: true
        default: false
        }
    }

    /// The values that can be named in an error; empty where any text will do.
    package var expectedValues: [String] {
        switch self {
        case .market: Market.allCases.map(\.rawValue)
        case .status: ChatStatus.allCases.map(\.rawValue)
        case .assignee: ["@login", "me", "none", "any"]
        case .tag: ["name", "none", "any"]
        case .is: QueryFlag.allCases.map(\.rawValue)
        case .has: QueryPossession.allCases.map(\.rawValue)
        case .created, .updated: ["2026-03-01", "01.03.2026", "вчера", "today", "пн", "a..b"]
        case .waiting, .due: ["2h", "3d", ">1d"]
        case .msgs: ["3", ">10"]
        case .sort: ChatSort.Key.allCases.map(\.rawValue)
        case .limit: ["20"]
        case .source, .buyer, .order, .id, .text, .note, .view: []
        }
    }
}

/// What `is:` asks.
package enum QueryFlag: String, CaseIterable, Sendable {
    case unread, unanswered, overdue, mine, reopened, snoozed, held, linked
}

/// What `has:` asks.
package enum QueryPossession: String, CaseIterable, Sendable {
    case conflict, note, tag, mention, draft, reply, file

    static let later = ["image", "gap", "ai", "template"]
}
