package import Inbox
import SkeinCRDT

extension RowShape where Row == ActionRow {
    package static let actions = RowShape([
        .shown(
            "time", ru: "когда", en: "when",
            json: { row, look in .text(look.time.machine(row.time)) },
            cell: { row, look in .init(look.time.exact(row.time), .dim) }),
        .shown(
            "author", ru: "кто", en: "who", importance: 3,
            json: { row, _ in .optional(row.author?.login) },
            cell: { row, _ in .init(Printable.neutralise(row.author?.login ?? "—")) }),
        .shown(
            "action", ru: "действие", en: "action",
            json: { row, _ in .text(row.kind.rawValue) },
            cell: { row, look in
                .init(Catalogue.text(ActionWord.message(row.kind), [], look.language))
            }),
        .shown(
            "value", ru: "что", en: "what", importance: 1,
            json: { row, _ in .optional(row.value) },
            cell: { row, look in .init(ActionWord.value(row, look)) }),
        .shown(
            "replaced", ru: "вместо", en: "instead of", importance: 2,
            json: { row, _ in .array(row.replaced.map { .text($0) }) },
            cell: { row, look in
                .init(
                    row.replaced.map {
                        FieldWord.value($0, of: row.kind.rawValue, look.language)
                    }.joined(separator: ", "), .dim)
            }),
        .hidden("operation") { row, _ in .text(OperationName.of(row.dot)) },
        .hidden("device") { row, _ in .number(row.device.rawValue) },
        .hidden("unsent") { row, _ in .bool(row.isUnsent) },
        .hidden("log_index") { row, _ in row.logIndex.map { .number($0) } ?? .null },
    ])
}

/// The words for the steps of a chat's history.
enum ActionWord {
    static func message(_ kind: ActionRow.Kind) -> Message {
        switch kind {
        case .chat: .actionChat
        case .buyer: .actionBuyer
        case .context: .actionContext
        case .message: .actionMessage
        case .status: .actionStatus
        case .assignee: .actionAssignee
        case .tag: .actionTag
        case .untag: .actionUntag
        case .snooze: .actionSnooze
        case .link: .actionLink
        case .unlink: .actionUnlink
        case .note: .actionNote
        case .noteWithdrawn: .actionNoteWithdrawn
        case .reply: .actionReply
        case .delivery: .actionDelivery
        case .other: .actionOther
        }
    }

    /// What was set, and a sign where the relay does not know of it yet.
    static func value(_ row: ActionRow, _ look: Look) -> String {
        let nobody = row.kind == .assignee ? Catalogue.text(.nobody, [], look.language) : ""
        let value =
            row.value.map { FieldWord.value($0, of: row.kind.rawValue, look.language) } ?? nobody
        return row.isUnsent ? "\(value) ⇡" : value
    }
}
