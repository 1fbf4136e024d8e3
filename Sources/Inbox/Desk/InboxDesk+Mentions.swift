import Foundation
import GRDB
import SkeinStore
package import SkeinWire

/// How many notes of a chat that name me this device has shown: not replicated, as `ReadMark`.
///
/// Kept as the store's local value `inbox.named:` + chat id, a decimal number.
enum MentionMark {
    static func key(_ chat: EntityID) -> String { "inbox.named:" + ShortID.text(of: chat) }

    static func count(_ chat: EntityID, _ store: ReplicaStore) throws -> Int {
        try store.local(key(chat)).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    }
}

extension InboxDesk {
    /// Chats in which a colleague's note names me that this device has not shown, by id.
    package func unseenMentions() throws -> [EntityID] {
        try mentions().filter { try $0.count > MentionMark.count($0.chat, store) }.map(\.chat)
    }

    /// Remembers that all notes of a chat have been on this screen.
    func markMentions(_ chat: EntityID) throws {
        guard let found = try mentions().first(where: { $0.chat == chat }) else { return }
        try store.setLocal(MentionMark.key(chat), Array(String(found.count).utf8))
    }

    private func mentions() throws -> [(chat: EntityID, count: Int)] {
        guard let me = store.member?.person else { return [] }
        let login = SearchText.normalise(try DeskDirectory(store).person(me).login)
        let rows = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT chat, count(*) FROM mention WHERE login = ? AND author IS NOT ?
                    GROUP BY chat ORDER BY chat
                    """,
                arguments: [login, Int64(me)])
        }
        return rows.compactMap { row in
            EntityID(validating: [UInt8](row[0] as Data)).map { ($0, row[1]) }
        }
    }
}
