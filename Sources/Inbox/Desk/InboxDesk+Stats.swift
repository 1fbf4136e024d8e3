import Foundation
import GRDB
import SkeinCRDT
import SkeinWire

/// What chats are counted by.
package enum StatsKey: String, CaseIterable, Codable, Sendable {
    case person, source, market, status, tag, hour
}

/// One line of `stats`.
package struct StatsRow: Hashable, Sendable {
    /// A login, a name, a code, a tag, or the hour; nil: nobody, none.
    package var key: String?
    package var chats: Int
    package var countByStatus: [ChatStatus: Int]
    package var unanswered: Int
    /// Open chats of nobody.
    package var nobodys: Int
    /// The longest that somebody waits there, in ms.
    package var longestWait: Int64?
    /// Messages of buyers; by the hour only.
    package var messages: Int?
}

extension InboxDesk {
    /// The chats that fit a query, counted by one of their properties.
    package func stats(_ query: String, by key: StatsKey) throws -> [StatsRow] {
        let directory = try DeskDirectory(store)
        let condition = try self.query(query, directory).condition
        if key == .hour { return try hours(condition) }
        let (column, join) = Self.columns(key)
        let rows = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(column) AS key, \(Self.sums) FROM chat \(join)
                    WHERE \(condition.sql) GROUP BY 1 ORDER BY 2 DESC, 1
                    """,
                arguments: condition.bound)
        }
        return rows.map { row in
            stats(row, key: name(row, key, directory))
        }
    }

    private static let sums = """
        count(*), count(*) FILTER (WHERE chat.status = 'new'),
        count(*) FILTER (WHERE chat.status = 'work'),
        count(*) FILTER (WHERE chat.status = 'question'),
        count(*) FILTER (WHERE chat.status = 'closed'),
        count(chat.waiting),
        count(*) FILTER (WHERE chat.assignee IS NULL AND chat.status <> 'closed'),
        min(chat.waiting)
        """

    private static func columns(_ key: StatsKey) -> (column: String, join: String) {
        switch key {
        case .person: ("chat.assignee", "")
        case .source: ("chat.source", "")
        case .market: ("chat.market", "")
        case .status: ("chat.status", "")
        case .tag: ("chat_tag.folded", "LEFT JOIN chat_tag ON chat_tag.chat = chat.id")
        case .hour: ("", "")
        }
    }

    private func name(_ row: Row, _ key: StatsKey, _ directory: DeskDirectory) -> String? {
        switch key {
        case .person:
            let number = (row[0] as Int64?).flatMap { UInt32(exactly: $0) }
            return number.map { directory.person($0).login }
        case .source:
            let entity = EntityID(validating: [UInt8](row[0] as Data))
            return entity.map { directory.source($0).name }
        case .market, .status, .tag, .hour: return row[0] as String?
        }
    }

    private func stats(_ row: Row, key: String?) -> StatsRow {
        let waiting: Int64? = row[8]
        return StatsRow(
            key: key, chats: row[1],
            countByStatus: [.new: row[2], .work: row[3], .question: row[4], .closed: row[5]],
            unanswered: row[6], nobodys: row[7],
            longestWait: waiting.map { now.wall.milliseconds - $0 }, messages: nil)
    }

    /// At which hours of the day buyers write, in this desk's zone. Counted by quarters of an hour,
    /// in which every zone's hours begin.
    private func hours(_ condition: SQLCondition) throws -> [StatsRow] {
        let quarters = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT message.sent / 900000, count(*), count(DISTINCT message.chat)
                    FROM message JOIN chat ON chat.id = message.chat
                    WHERE message.author = 'buyer' AND \(condition.sql) GROUP BY 1 ORDER BY 1
                    """,
                arguments: condition.bound)
        }
        var messages = [Int](repeating: 0, count: 24)
        var chats = messages
        for row in quarters {
            let time = Double(row[0] as Int64) * 900
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: time))
            let hour = (Int(time) + offset) / 3600 % 24
            messages[hour] += row[1] as Int
            chats[hour] += row[2] as Int
        }
        return (0..<24).map { hour in
            StatsRow(
                key: hour < 10 ? "0\(hour)" : String(hour), chats: chats[hour], countByStatus: [:],
                unanswered: 0, nobodys: 0, longestWait: nil, messages: messages[hour])
        }
    }
}
