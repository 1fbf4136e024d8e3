package import Inbox

/// A source with what only this device knows of it.
package struct SourceView: Hashable, Sendable {
    package var row: SourceRow
    package var hasToken: Bool
    /// What stood in the way when it was last read from here.
    package var trouble: SourceTrouble?
}

extension SourceTrouble {
    /// In two or three words.
    var brief: Message {
        switch code {
        case "unauthorized", "forbidden": .troubleToken
        case "moved": .troubleMoved
        case "conflict": .troubleElsewhere
        case "unreadable": .troubleUnreadable
        default: .troubleSilent
        }
    }
}

extension RowShape where Row == SourceView {
    package static let sources = RowShape([
        .shown(
            "name", ru: "источник", en: "source", json: { view, _ in .text(view.row.name) },
            cell: { view, _ in .init(Printable.neutralise(view.row.name), .bold) }),
        .shown(
            "platform", ru: "площадка", en: "platform",
            json: { view, _ in .text(view.row.market.rawValue) },
            cell: { view, _ in .init(view.row.market.rawValue) }),
        .shown(
            "account", ru: "кабинет", en: "account", importance: 2,
            json: { view, _ in .text(view.row.account) },
            cell: { view, _ in .init(Printable.neutralise(view.row.account)) }),
        .shown(
            "chats", ru: "чатов", en: "chats", alignsRight: true,
            json: { view, _ in .number(view.row.chatCount) },
            cell: { view, _ in .init(String(view.row.chatCount)) }),
        .shown(
            "token", ru: "токен здесь", en: "token here", json: { view, _ in .bool(view.hasToken) },
            cell: { view, look in
                .init(
                    Catalogue.text(view.hasToken ? .yesWord : .noWord, [], look.language),
                    view.hasToken ? .good : .warning)
            }),
        .shown(
            "problem", ru: "неладно", en: "problem",
            json: { view, _ in .optional(view.trouble?.text) },
            cell: { view, look in
                .init(
                    view.trouble.map { Catalogue.text($0.brief, [], look.language) } ?? "", .alarm)
            }),
        .shown(
            "url", ru: "адрес", en: "address", importance: 1,
            json: { view, _ in .optional(view.row.url) },
            cell: { view, _ in .init(Printable.neutralise(view.row.url ?? "")) }),
        .hidden("id") { view, _ in .text(view.row.id) },
    ])
}
