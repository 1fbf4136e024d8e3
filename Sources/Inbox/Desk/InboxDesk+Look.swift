import Foundation
import GRDB
import SkeinCRDT
package import SkeinWire

extension InboxDesk {
    /// The chats that fit a query; a `sort:` or `limit:` in it wins over the arguments.
    package func list(_ query: String = "", sort: ChatSort? = nil, limit: Int? = nil) throws
        -> ChatList
    {
        let directory = try DeskDirectory(store)
        let parsed = try self.query(query, directory)
        let order = parsed.sort ?? sort ?? ChatSort(.waiting)
        return try store.read { database in
            let total = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM chat WHERE \(parsed.condition.sql)",
                arguments: parsed.condition.bound)
            let rows = try ChatReader(directory: directory).rows(
                parsed.condition, order: order.sql, limit: parsed.limit ?? limit, database)
            return ChatList(rows: rows, total: total ?? 0, warnings: parsed.warnings)
        }
    }

    /// The chat whose id starts with the prefix; any case, at least one character.
    package func resolve(_ prefix: String) throws -> EntityID {
        guard let wanted = ShortID.prefix(prefix) else { throw InboxError.noSuchChat(prefix) }
        let directory = try DeskDirectory(store)
        // One more than is named in the error would be of no use to anybody.
        let fitting = try store.read { database in
            try ChatReader(directory: directory).rows(
                SQLCondition("(chat.short >= ? AND chat.short < ?)", [wanted, wanted + "~"]),
                order: "chat.short", limit: 10, database)
        }
        guard let first = fitting.first else { throw InboxError.noSuchChat(prefix) }
        guard fitting.count == 1 else {
            throw InboxError.ambiguousChat(prefix, fitting.map(\.reference))
        }
        return first.entity
    }

    /// Chats whose id starts so; of all chats those that have waited longest.
    package func chats(startingWith prefix: String, limit: Int) throws -> [ChatRow] {
        let directory = try DeskDirectory(store)
        guard let wanted = prefix.isEmpty ? "" : ShortID.prefix(prefix) else { return [] }
        let fits = SQLCondition("(chat.short >= ? AND chat.short < ?)", [wanted, wanted + "~"])
        return try store.read { database in
            try ChatReader(directory: directory).rows(
                fits, order: wanted.isEmpty ? ChatSort(.waiting).sql : "chat.short", limit: limit,
                database)
        }
    }

    /// The tags in use, the most frequent first.
    package func tags() throws -> [String] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT min(tag) FROM chat_tag GROUP BY folded
                    ORDER BY count(*) DESC, folded LIMIT 500
                    """)
        }
    }

    package func chat(_ prefix: String) throws -> ChatDetail { try peek(resolve(prefix)) }

    package func counts() throws -> Counts {
        let me = store.member.map { Int64($0.person) } ?? -1
        let unsent = try store.unsentCount
        let outbox = try outbox()
        return try store.read { database in
            func count(_ condition: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM chat WHERE \(condition)") ?? 0
            }
            var byStatus: [ChatStatus: Int] = [:]
            for status in ChatStatus.allCases {
                byStatus[status] = try count("chat.status = '\(status.rawValue)'")
            }
            return Counts(
                chatCountByStatus: byStatus, unreadChats: try count("\(ReadMark.unreadSQL) > 0"),
                unansweredChats: try count("chat.waiting IS NOT NULL"),
                nobodysChats: try count("chat.assignee IS NULL AND chat.status <> 'closed'"),
                oldQuestions: try count(
                    "chat.status = 'question' AND coalesce(chat.updated, chat.created) < "
                        + String(now.wall.milliseconds - Counts.questionAgeMax.wholeMilliseconds)),
                mineChats: try count("chat.assignee IS \(me) AND chat.status <> 'closed'"),
                conflicts: try count("chat.conflicts <> ''"), openReplies: outbox.count,
                heldReplies: outbox.filter { $0.state == .held }.count,
                unknownReplies: outbox.filter { $0.state == .unknown }.count,
                unsentOperations: unsent)
        }
    }

    func query(_ line: String, _ directory: DeskDirectory) throws -> ChatQuery {
        let views = try definitions(.view).map { ($0.name, $0.body) }
        let scope = QueryScope(
            now: now.wall, zone: zone, me: store.member?.person, persons: directory.persons,
            sources: directory.sources,
            views: Dictionary(views.map { (SearchText.normalise($0), $1) }) { first, _ in first })
        do throws(QueryError) {
            return try ChatQuery(line, scope)
        } catch {
            throw InboxError.query(error)
        }
    }
}

extension ChatRow {
    var reference: ChatReference {
        ChatReference(entity: entity, id: id, short: short, buyer: buyer)
    }
}
