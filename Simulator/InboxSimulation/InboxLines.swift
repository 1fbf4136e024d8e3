import Foundation
import GRDB
import Inbox
import SkeinStore
import SkeinWire

/// What a replica shows, a line for each chat, message, note and reply.
///
///     chat 0 Ольга work p1 [брак,возврат] reopened conflict
///     message Ольга buyer: Где мой заказ?
///     note Ольга: Уже звонила
///     reply Едет к вам sent
enum InboxLines {
    static func chats(_ store: ReplicaStore) throws -> [EntityID] {
        try store.read { database in
            try Data.fetchAll(database, sql: "SELECT id FROM chat ORDER BY id")
                .map { EntityID([UInt8]($0)) }
        }
    }

    /// As the platform names him; nil where the replica knows of no such chat.
    static func buyer(_ chat: EntityID, _ store: ReplicaStore) throws -> String? {
        try store.read { database in
            try String.fetchOne(
                database, sql: "SELECT buyer FROM chat WHERE id = ?",
                arguments: [Data(chat.bytes)])
        }
    }

    static func all(_ store: ReplicaStore) throws -> [String] {
        let replies = try store.acts().map { act in
            "reply \((try store.text(of: act.text)) ?? "?") \(act.state.name)"
        }
        return try store.read(chatLines) + store.read(textLines) + replies.sorted()
    }

    /// Of the sources that the replica knows.
    static func markets(_ store: ReplicaStore) throws -> Set<String> {
        try store.read { try Set(String.fetchAll($0, sql: "SELECT market FROM source")) }
    }

    static func buyersTexts(_ store: ReplicaStore) throws -> [String] {
        try store.read {
            try String.fetchAll(
                $0,
                sql: "SELECT text FROM message WHERE author = 'buyer' AND text IS NOT NULL")
        }
    }

    private static func chatLines(_ database: Database) throws -> [String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT buyer, status, assignee, reopened, conflicts,
                    (SELECT group_concat(tag, ',') FROM
                        (SELECT tag FROM chat_tag WHERE chat_tag.chat = chat.id ORDER BY tag))
                FROM chat ORDER BY id
                """)
        return rows.enumerated().map { number, row in
            let assignee = (row[2] as Int64?).map { "p\($0)" } ?? "-"
            let isReopened: Bool = row[3]
            let conflicts: String = row[4]
            return "chat \(number) \(row[0] as String? ?? "?") \(row[1] as String) \(assignee) "
                + "[\(row[5] as String? ?? "")]" + (isReopened ? " reopened" : "")
                + (conflicts.isEmpty ? "" : " conflict")
        }
    }

    private static func textLines(_ database: Database) throws -> [String] {
        let messages = try Row.fetchAll(
            database,
            sql: """
                SELECT chat.buyer, message.author, message.text FROM message
                LEFT JOIN chat ON chat.id = message.chat
                ORDER BY message.chat, message.sent, message.place, message.id
                """
        ).map { row in
            "message \(row[0] as String? ?? "?") \(row[1] as String): \(row[2] as String? ?? "?")"
        }
        let notes = try Row.fetchAll(
            database,
            sql: """
                SELECT chat.buyer, note.text FROM note LEFT JOIN chat ON chat.id = note.chat
                ORDER BY note.chat, note.written, note.id
                """
        ).map { row in "note \(row[0] as String? ?? "?"): \(row[1] as String? ?? "?")" }
        return messages + notes
    }
}
