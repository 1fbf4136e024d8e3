import Foundation
import GRDB
import SkeinCRDT
package import SkeinWire

extension InboxDesk {
    /// Everything of a chat, without opening it.
    package func peek(_ chat: EntityID) throws -> ChatDetail {
        let directory = try DeskDirectory(store)
        let replies = try self.replies(in: chat, directory)
        let conflicts = try self.conflicts(directory) { $0 == chat }
        let drafts = try self.drafts(chat)
        return try store.read { database in
            guard let row = try ChatReader(directory: directory).row(chat, database) else {
                throw InboxError.noSuchChat(ShortID.text(of: chat))
            }
            let messages = try Self.messages(chat, unread: row.unreadCount, database)
            return ChatDetail(
                chat: row, messages: messages, notes: try Self.notes(chat, directory, database),
                replies: Self.withoutEchoes(replies, messages), conflicts: conflicts,
                drafts: drafts)
        }
    }

    /// As `peek`, and opens it: «Новый» becomes «В работе», its messages are no longer unread here.
    ///
    /// What is returned is as before that, apart from the status. An observer opens nothing.
    /// Opening is no step of its own for `undo`, which would otherwise take back the last thing
    /// looked at instead of the last thing done.
    package func show(_ chat: EntityID) throws -> ChatDetail {
        var detail = try peek(chat)
        let buyers = detail.messages.count { $0.from == .buyer }
        if rehearsal == nil { try markMentions(chat) }
        if detail.chat.unreadCount > 0, rehearsal == nil {
            try ReadMark.set(chat, count: buyers, store)
        }
        guard detail.chat.status == .new, let member = store.member, member.role >= .operator
        else { return detail }
        _ = try record(
            [.write(chat, field: Field.chatStatus, .text(ChatStatus.work.rawValue))],
            undo: nil, about: chat)
        detail.chat = try row(chat)
        detail.chat.unreadCount = detail.messages.count { $0.isUnread }
        return detail
    }

    /// The chat as it is listed now.
    func row(_ chat: EntityID) throws -> ChatRow {
        let directory = try DeskDirectory(store)
        let row = try store.read { try ChatReader(directory: directory).row(chat, $0) }
        guard let row else { throw InboxError.noSuchChat(ShortID.text(of: chat)) }
        return row
    }

    /// The chats as they are listed now, in the order asked for.
    func rows(_ chats: [EntityID]) throws -> [ChatRow] {
        let directory = try DeskDirectory(store)
        return try store.read { database in
            let reader = ChatReader(directory: directory)
            return try chats.map { chat in
                guard let row = try reader.row(chat, database) else {
                    throw InboxError.noSuchChat(ShortID.text(of: chat))
                }
                return row
            }
        }
    }

    private static func messages(
        _ chat: EntityID, unread: Int, _ database: Database
    ) throws -> [MessageRow] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, author, sent, text, origin, platformID, attachments,
                    rank() OVER (PARTITION BY author ORDER BY sent DESC, place DESC, id DESC) AS age
                FROM message WHERE chat = ? ORDER BY sent, place, id
                """,
            arguments: [Data(chat.bytes)])
        return rows.compactMap { row in
            guard let entity = EntityID(validating: [UInt8](row["id"] as Data)),
                let from = MessageAuthor(rawValue: row["author"])
            else { return nil }
            let files = (row["attachments"] as String?)?.split(separator: "\n").map(String.init)
            return MessageRow(
                entity: entity, from: from, sent: WallTime(milliseconds: row["sent"]),
                text: row["text"], origin: row["origin"], platformID: row["platformID"],
                attachments: files ?? [], isUnread: from == .buyer && row["age"] <= unread)
        }
    }

    private static func notes(
        _ chat: EntityID, _ directory: DeskDirectory, _ database: Database
    ) throws -> [NoteRow] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT id, author, written, text FROM note WHERE chat = ? ORDER BY written, id",
            arguments: [Data(chat.bytes)])
        return rows.compactMap { row in
            guard let entity = EntityID(validating: [UInt8](row["id"] as Data)) else { return nil }
            let author = (row["author"] as Int64?).flatMap { UInt32(exactly: $0) }
            return NoteRow(
                entity: entity, author: author.map(directory.person),
                written: WallTime(milliseconds: row["written"]), text: row["text"])
        }
    }

    /// Without delivered replies that the platform has given back as messages.
    private static func withoutEchoes(
        _ replies: [OutboxRow], _ messages: [MessageRow]
    ) -> [OutboxRow] {
        var echoes = messages.filter { $0.from == .seller }
        return replies.filter { reply in
            guard reply.state == .sent else { return true }
            let echo = echoes.firstIndex {
                $0.sent + echoSlack >= reply.created
                    && $0.text?.outerTrimmed == reply.text?.outerTrimmed
            }
            if let echo { echoes.remove(at: echo) }
            return echo == nil
        }
    }

    /// How far a platform's clock may be behind ours.
    private static let echoSlack = Duration.seconds(60)
}

extension String {
    var outerTrimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
