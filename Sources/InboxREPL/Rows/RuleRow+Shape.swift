import Inbox
import InboxSources

/// A rule, and whose it is.
struct RuleRow: Sendable {
    var market: Market
    var rule: SourceRule
}

extension RowShape where Row == RuleRow {
    static let rules = RowShape([
        .word("platform", ru: "площадка", en: "platform") { $0.market.rawValue },
        .shown(
            "subject", ru: "о чём", en: "about",
            json: { row, _ in .text(row.rule.subject.rawValue) },
            cell: { row, look in .init(subject(row.rule.subject)[look.language], .bold) }),
        .shown(
            "rule", ru: "правило", en: "rule", json: { row, _ in .text(row.rule.text) },
            cell: { row, look in .init(look.language == .ru ? row.rule.russian : row.rule.text) }),
        .shown(
            "certainty", ru: "надёжность", en: "certainty", importance: 2,
            json: { row, _ in .text(row.rule.certainty.rawValue) },
            cell: { row, look in .init(certainty(row.rule.certainty)[look.language]) }),
        .word("origin", ru: "откуда", en: "origin", importance: 1) { $0.rule.origin },
        .word("date", ru: "дата", en: "date") { $0.rule.date },
    ])

    private static func subject(_ subject: SourceRule.Subject) -> Bilingual {
        switch subject {
        case .text: Bilingual(ru: "текст", en: "text")
        case .files: Bilingual(ru: "файлы", en: "files")
        case .window: Bilingual(ru: "срок ответа", en: "window")
        case .start: Bilingual(ru: "кто начинает", en: "who starts")
        case .edit: Bilingual(ru: "правка", en: "edit")
        case .delete: Bilingual(ru: "удаление", en: "delete")
        case .read: Bilingual(ru: "прочтение", en: "read state")
        case .content: Bilingual(ru: "содержание", en: "content")
        case .rate: Bilingual(ru: "частота", en: "rate")
        case .key: Bilingual(ru: "ключ", en: "key")
        }
    }

    private static func certainty(_ certainty: SourceRule.Certainty) -> Bilingual {
        switch certainty {
        case .official: Bilingual(ru: "площадка", en: "official")
        case .reported: Bilingual(ru: "с чужих слов", en: "reported")
        case .unknown: Bilingual(ru: "неизвестно", en: "unknown")
        }
    }
}

extension RowShape where Row == RuleFinding {
    static let findings = RowShape([
        .shown(
            "finding", ru: "что", en: "what", json: { row, _ in .text(row.name) },
            cell: { row, look in .init(label(row)[look.language], .bold) }),
        .word("text", ru: "где", en: "where") { row in
            switch row {
            case .textTooLong(let count, let limit): "\(count)/\(limit)"
            case .unwanted(let finding): finding.text
            case .windowOver: ""
            }
        },
    ])

    private static func label(_ finding: RuleFinding) -> Bilingual {
        switch finding {
        case .textTooLong: return Bilingual(ru: "слишком длинно", en: "too long")
        case .windowOver: return Bilingual(ru: "срок прошёл", en: "window over")
        case .unwanted(let found):
            switch found.kind {
            case .phone: return Bilingual(ru: "телефон", en: "telephone")
            case .email: return Bilingual(ru: "почта", en: "address")
            case .link: return Bilingual(ru: "ссылка", en: "link")
            case .handle: return Bilingual(ru: "имя в сети", en: "handle")
            }
        }
    }
}

extension RuleFinding {
    /// The stable word of machine output.
    fileprivate var name: String {
        switch self {
        case .textTooLong: "too_long"
        case .windowOver: "window_over"
        case .unwanted(let found): found.kind.rawValue
        }
    }
}

extension RowShape.Field {
    fileprivate static func word(
        _ key: String, ru: String, en: String, importance: Int? = nil,
        _ value: @escaping @Sendable (Row) -> String
    ) -> Self {
        .shown(
            key, ru: ru, en: en, importance: importance,
            json: { row, _ in .text(value(row)) },
            cell: { row, _ in .init(Printable.neutralise(value(row))) })
    }
}
