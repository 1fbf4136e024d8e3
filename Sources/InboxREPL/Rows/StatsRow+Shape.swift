import Inbox
import SkeinCRDT

extension RowShape where Row == StatsRow {
    static let stats = RowShape([
        .shown(
            "key", ru: "что", en: "what", json: { row, _ in .optional(row.key) },
            cell: { row, look in
                let word =
                    row.key.flatMap(ChatStatus.init(rawValue:)).map {
                        StatusWord.shown($0, look.language)
                    } ?? row.key ?? "—"
                return .init(Printable.neutralise(word), .bold)
            }),
        .number("chats", ru: "чатов", en: "chats") { $0.chats },
        .number("new", ru: "новых", en: "new") { $0.countByStatus[.new] ?? 0 },
        .number("work", ru: "в работе", en: "work") { $0.countByStatus[.work] ?? 0 },
        .number("question", ru: "вопрос", en: "question") { $0.countByStatus[.question] ?? 0 },
        .number("closed", ru: "закрыто", en: "closed") { $0.countByStatus[.closed] ?? 0 },
        .number("unanswered", ru: "ждут", en: "waiting") { $0.unanswered },
        .number("nobodys", ru: "ничьих", en: "nobody's") { $0.nobodys },
        .shown(
            "longest_wait", ru: "дольше всех", en: "longest", alignsRight: true,
            json: { row, _ in row.longestWait.map { .number($0 / 1000) } ?? .null },
            cell: { row, look in
                .init(row.longestWait.map { look.time.span(.milliseconds($0)) } ?? "—")
            }),
        .hidden("messages") { row, _ in row.messages.map { .number($0) } ?? .null },
    ])

    /// By the hour: the columns that have a number there.
    static let hours = RowShape(
        stats.fields.filter { ["key", "chats"].contains($0.key) } + [
            .number("messages", ru: "сообщений", en: "messages") { $0.messages ?? 0 }
        ])
}

extension RowShape.Field {
    static func number(
        _ key: String, ru: String, en: String, _ value: @escaping @Sendable (Row) -> Int
    ) -> Self {
        .shown(
            key, ru: ru, en: en, alignsRight: true, json: { row, _ in .number(value(row)) },
            cell: { row, _ in
                let number = value(row)
                return .init(number == 0 ? "·" : String(number))
            })
    }
}
