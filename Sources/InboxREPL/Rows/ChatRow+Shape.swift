package import Inbox
import SkeinCRDT

extension RowShape where Row == ChatRow {
    /// The columns of `list`; the row's number for `%n` is added by the command.
    package static let chats = RowShape(
        identity + work + people + [
            .shown(
                "buyer", ru: "покупатель", en: "buyer", importance: 3,
                json: { row, _ in .optional(row.buyer) },
                cell: { row, _ in .init(Printable.neutralise(row.buyer ?? "")) }),
            .shown(
                "last", ru: "сообщение", en: "message", importance: 1,
                json: { row, _ in .optional(row.last?.text) },
                cell: { row, look in .init(lastWords(row, look)) }),
        ] + hidden)

    private static let identity: [Field] = [
        .shown(
            "id", ru: "id", en: "id", json: { row, _ in .text(row.id) },
            cell: { row, look in .init(row.short, .bold) }),
        .shown(
            "waiting", ru: "ждёт", en: "waiting", alignsRight: true,
            json: { row, look in
                guard let since = row.waitingSince else { return .null }
                return .number((look.time.now - since).wholeMilliseconds / 1000)
            },
            cell: { row, look in
                .init(row.waitingSince.map { look.time.span(look.time.now - $0) } ?? "—")
            }),
    ]

    private static let work: [Field] = [
        .shown(
            "status", ru: "статус", en: "status", json: { row, _ in .text(row.status.rawValue) },
            cell: { row, look in
                let mark = row.conflicts.isEmpty ? "" : " !"
                return .init(
                    StatusWord.shown(row.status, look.language) + mark,
                    row.conflicts.isEmpty ? StatusWord.paint(row.status) : .warning)
            }),
        .shown(
            "source", ru: "источник", en: "source", importance: 5,
            json: { row, _ in .text(row.source.name) },
            cell: { row, _ in .init(Printable.neutralise(row.source.name)) }),
    ]

    private static let people: [Field] = [
        .shown(
            "assignee", ru: "кто", en: "who", importance: 4,
            json: { row, _ in .optional(row.assignee?.login) },
            cell: { row, _ in
                .init(row.assignee.map { Printable.neutralise($0.login) } ?? "—")
            }),
        .shown(
            "tags", ru: "метки", en: "tags", importance: 2,
            json: { row, _ in .array(row.tags.map { .text($0) }) },
            cell: { row, _ in .init(Printable.neutralise(row.tags.joined(separator: " "))) }),
    ]

    private static let hidden: [Field] = [
        .hidden("short") { row, _ in .text(row.short) },
        .hidden("market") { row, _ in .text(row.market.rawValue) },
        .hidden("reopened") { row, _ in .bool(row.isReopened) },
        .hidden("order") { row, _ in .optional(row.order) },
        .hidden("created") { row, look in .text(look.time.machine(row.created)) },
        .hidden("updated") { row, look in
            row.updated.map { .text(look.time.machine($0)) } ?? .null
        },
        .hidden("waiting_since") { row, look in
            row.waitingSince.map { .text(look.time.machine($0)) } ?? .null
        },
        .hidden("due") { row, look in row.due.map { .text(look.time.machine($0)) } ?? .null },
        .hidden("snoozed_until") { row, look in
            row.snooze.map { $0.until.map { .text(look.time.machine($0)) } ?? .text("reply") }
                ?? .null
        },
        .hidden("unread") { row, _ in .number(row.unreadCount) },
        .hidden("messages") { row, _ in .number(row.messageCount) },
        .hidden("notes") { row, _ in .number(row.noteCount) },
        .hidden("open_replies") { row, _ in .number(row.openReplyCount) },
        .hidden("last_from") { row, _ in .optional(row.last?.from.rawValue) },
        .hidden("conflicts") { row, _ in .array(row.conflicts.map { .text($0) }) },
    ]

    /// The newest message, after signs for unread, for own words and for replies on the way.
    private static func lastWords(_ row: ChatRow, _ look: Look) -> String {
        var signs = ""
        if row.unreadCount > 0 { signs += "•" }
        if row.openReplyCount > 0 { signs += "↑" }
        switch row.last?.from {
        case .seller: signs += "›"
        case .platform: signs += "*"
        case .buyer, nil: break
        }
        let erased = Catalogue.text(.textMissing, [], look.language)
        let words = row.last.map { Printable.neutralise($0.text ?? erased) } ?? ""
        return signs.isEmpty ? words : "\(signs) \(words)"
    }
}
