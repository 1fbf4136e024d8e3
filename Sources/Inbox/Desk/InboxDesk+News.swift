import GRDB
package import SkeinWire

import struct Foundation.Data

/// A message that came in while nobody asked.
package struct NewMessage: Sendable {
    package let id: EntityID
    package let source: String
    package let chat: EntityID
    package let buyer: String
    package let text: String
}

extension InboxDesk {
    /// How many messages of a source are known.
    package func messageCount(of source: EntityID) throws -> Int {
        try store.read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM message JOIN chat ON chat.id = message.chat
                    WHERE chat.source = ?
                    """, arguments: [Data(source.bytes)]) ?? 0
        }
    }

    /// Buyers' messages that the view took in after a row; with nil only where it stands now.
    package func newMessages(after row: Int64?) throws -> (messages: [NewMessage], last: Int64) {
        try store.read { database in
            let last = try Int64.fetchOne(database, sql: "SELECT max(rowid) FROM message") ?? 0
            guard let row, row < last else { return ([], last) }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT source.name, chat.id, chat.buyer, message.text, message.id FROM message
                    JOIN chat ON chat.id = message.chat
                    LEFT JOIN source ON source.id = chat.source
                    WHERE message.rowid > ? AND message.author = 'buyer' ORDER BY message.rowid
                    """, arguments: [row])
            let messages = rows.map { row in
                NewMessage(
                    id: EntityID([UInt8](row[4] as Data)), source: row[0] ?? "?",
                    chat: EntityID([UInt8](row[1] as Data)),
                    buyer: row[2] ?? "", text: row[3] ?? "")
            }
            return (messages, last)
        }
    }
}
