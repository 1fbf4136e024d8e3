package import Inbox
import SkeinCRDT

extension RowShape where Row == OutboxRow {
    package static let outbox = RowShape([
        .shown(
            "id", ru: "id", en: "id", json: { row, _ in .text(row.id) },
            cell: { row, _ in .init(row.short, .bold) }),
        .shown(
            "state", ru: "состояние", en: "state",
            json: { row, _ in .text(row.state.rawValue) },
            cell: { row, look in
                .init(ReplyWord.shown(row, look), ReplyWord.paint(row.state))
            }),
        .shown(
            "chat", ru: "чат", en: "chat", json: { row, _ in .text(row.chat.id) },
            cell: { row, _ in .init(row.chat.short) }),
        .shown(
            "source", ru: "источник", en: "source", importance: 4,
            json: { row, _ in .text(row.source.name) },
            cell: { row, _ in .init(Printable.neutralise(row.source.name)) }),
        .shown(
            "author", ru: "кто", en: "who", importance: 5,
            json: { row, _ in .optional(row.author?.login) },
            cell: { row, _ in .init(Printable.neutralise(row.author?.login ?? "—")) }),
        .shown(
            "created", ru: "когда", en: "when", importance: 3,
            json: { row, look in .text(look.time.machine(row.created)) },
            cell: { row, look in .init(look.time.short(row.created)) }),
        .shown(
            "text", ru: "текст", en: "text", importance: 1,
            json: { row, _ in .optional(row.text) },
            cell: { row, look in
                .init(
                    Printable.neutralise(
                        row.text ?? Catalogue.text(.textMissing, [], look.language)))
            }),
        .hidden("market") { row, _ in .text(row.market.rawValue) },
        .hidden("not_before") { row, look in
            row.notBefore.map { .text(look.time.machine($0)) } ?? .null
        },
        .hidden("attempt") { row, _ in .number(row.attempt) },
        .hidden("reason") { row, _ in .optional(row.reason) },
        .hidden("unsent") { row, _ in .bool(row.isUnsent) },
        .hidden("possible_double") { row, _ in .bool(row.isPossibleDouble) },
    ])
}
