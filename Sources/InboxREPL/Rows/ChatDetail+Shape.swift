import Inbox

/// A whole chat for machines: the fields of `list`, then messages, notes, replies and conflicts.
extension RowShape where Row == ChatDetail {
    static let details = RowShape(
        RowShape<ChatRow>.chats.fields.map { field in
            .hidden(
                field.key == "messages"
                    ? "message_count"
                    : field.key == "notes"
                        ? "note_count"
                        : field.key == "conflicts" ? "conflict_fields" : field.key
            ) { detail, look in field.json(detail.chat, look) }
        } + [
            .hidden("messages") { detail, look in
                .array(detail.messages.map { message($0, look) })
            },
            .hidden("notes") { detail, look in .array(detail.notes.map { note($0, look) }) },
            .hidden("replies") { detail, look in
                .array(detail.replies.map { RowShape<OutboxRow>.outbox.json($0, look) })
            },
            .hidden("drafts") { detail, look in
                .array(detail.drafts.map { RowShape<DraftRow>.drafts.json($0, look) })
            },
            .hidden("conflicts") { detail, look in
                .array(detail.conflicts.map { RowShape<ConflictRow>.conflicts.json($0, look) })
            },
        ])

    private static func message(_ row: MessageRow, _ look: Look) -> JSON {
        .object([
            JSONMember("from", .text(row.from.rawValue)),
            JSONMember("sent", .text(look.time.machine(row.sent))),
            JSONMember("text", .optional(row.text)),
            JSONMember("origin", .optional(row.origin)),
            JSONMember("platform_id", .optional(row.platformID)),
            JSONMember("attachments", .array(row.attachments.map { .text($0) })),
            JSONMember("unread", .bool(row.isUnread)),
        ])
    }

    private static func note(_ row: NoteRow, _ look: Look) -> JSON {
        .object([
            JSONMember("author", .optional(row.author?.login)),
            JSONMember("written", .text(look.time.machine(row.written))),
            JSONMember("text", .optional(row.text)),
        ])
    }
}
