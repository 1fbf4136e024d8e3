import Foundation
import GRDB
import SkeinCRDT
import SkeinWire

/// Reads rows of chats from the view tables.
struct ChatReader {
    let directory: DeskDirectory

    /// Chats that fit, in order.
    func rows(
        _ condition: SQLCondition, order: String, limit: Int?, _ database: Database
    ) throws -> [ChatRow] {
        let sql = """
            SELECT \(Self.columns) FROM chat WHERE \(condition.sql)
            ORDER BY \(order), chat.short LIMIT \(limit ?? -1)
            """
        return try Row.fetchAll(database, sql: sql, arguments: condition.bound).compactMap {
            try row($0, database)
        }
    }

    func row(_ chat: EntityID, _ database: Database) throws -> ChatRow? {
        try rows(
            SQLCondition("chat.id = ?", [Data(chat.bytes)]), order: "chat.id", limit: 1, database
        ).first
    }

    func reference(_ chat: EntityID, _ database: Database) throws -> ChatReference {
        let row = try row(chat, database)
        let id = ShortID.text(of: chat)
        return ChatReference(
            entity: chat, id: id, short: row?.short ?? id, buyer: row?.buyer)
    }

    private static let columns = """
        id, short, market, source, buyer, orderNumber, product, status, reopened, assignee, created,
        updated, waiting, messageCount, noteCount, lastAuthor, lastText, conflicts, snooze,
        snoozeZone,
        \(ReplyWindow.dueSQL) AS due,
        \(ReadMark.unreadSQL) AS unread,
        (SELECT count(*) FROM act WHERE act.lane = chat.id
            AND act.state IN (\(OutboxRow.State.openSQL))) AS openReplies,
        (SELECT max(other.short) FROM chat AS other WHERE other.short < chat.short) AS before,
        (SELECT min(other.short) FROM chat AS other WHERE other.short > chat.short) AS after
        """

    /// Nil for a row that a newer build wrote.
    private func row(_ row: Row, _ database: Database) throws -> ChatRow? {
        guard let entity = EntityID(validating: [UInt8](row["id"] as Data)),
            let market = Market(rawValue: row["market"]),
            let source = EntityID(validating: [UInt8](row["source"] as Data)),
            let status = ChatStatus(rawValue: row["status"])
        else { return nil }
        let id: String = row["short"]
        let assignee = (row["assignee"] as Int64?).flatMap { UInt32(exactly: $0) }
        return ChatRow(
            entity: entity, id: id,
            short: ShortID.shortest(of: id, before: row["before"], after: row["after"]),
            market: market, source: directory.source(source), status: status,
            isReopened: row["reopened"], assignee: assignee.map(directory.person),
            tags: try tags(entity, database), buyer: row["buyer"], order: row["orderNumber"],
            product: row["product"], created: WallTime(milliseconds: row["created"]),
            updated: (row["updated"] as Int64?).map(WallTime.init(milliseconds:)),
            waitingSince: (row["waiting"] as Int64?).map(WallTime.init(milliseconds:)),
            due: (row["due"] as Int64?).map(WallTime.init(milliseconds:)), snooze: snooze(row),
            unreadCount: row["unread"], messageCount: row["messageCount"],
            noteCount: row["noteCount"], openReplyCount: row["openReplies"], last: last(row),
            conflicts: (row["conflicts"] as String).split(separator: ",").map(String.init))
    }

    private func snooze(_ row: Row) -> Snooze? {
        guard let until = row["snooze"] as Int64? else { return nil }
        return Snooze(
            until: until == Snooze.untilReply ? nil : WallTime(milliseconds: until),
            zone: row["snoozeZone"] ?? "")
    }

    private func last(_ row: Row) -> ChatRow.LastMessage? {
        (row["lastAuthor"] as String?).flatMap(MessageAuthor.init(rawValue:)).map {
            ChatRow.LastMessage(from: $0, text: row["lastText"])
        }
    }

    private func tags(_ chat: EntityID, _ database: Database) throws -> [String] {
        try String.fetchAll(
            database.cachedStatement(
                sql: "SELECT tag FROM chat_tag WHERE chat = ? ORDER BY folded, tag"),
            arguments: [Data(chat.bytes)])
    }
}
