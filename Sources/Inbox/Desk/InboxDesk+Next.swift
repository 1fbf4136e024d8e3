import Foundation
import GRDB
import SkeinCRDT
package import SkeinWire

extension InboxDesk {
    /// An answer that is due within this comes before everything else.
    static let dueSoon = Duration.seconds(4 * 3600)
    /// More chats than these in which somebody is named are no order of urgency any more.
    private static let mentionsMax = 500

    /// The most urgent chat of a query, after `current` in the order of urgency, then from its
    /// start: windows that close soon, then chats in which I am named, then the longest waiting.
    ///
    /// Left out are chats of others, chats with a reply under way, and snoozed ones, unless I am
    /// named there.
    package func next(
        after current: EntityID? = nil, in query: String = "", skipping: [EntityID] = []
    ) throws -> ChatRow? {
        guard let me = store.member?.person else { throw InboxError.notJoined }
        let directory = try DeskDirectory(store)
        let wanted = SQLCondition.all([
            try self.query(query, directory).condition, Self.among(skipping).negated,
        ])
        let named = try namedSQL()
        let open = SQLCondition(
            """
            ((chat.waiting IS NOT NULL AND (chat.assignee IS NULL OR chat.assignee = ?)
                AND NOT EXISTS (SELECT 1 FROM act WHERE act.lane = chat.id
                    AND act.state IN (\(OutboxRow.State.openSQL)))
                AND (chat.snooze IS NULL OR chat.snooze <= ?)) OR \(named))
            """,
            [Int64(me), now.wall.milliseconds])
        let order = urgencySQL(named)
        return try store.read { database in
            let reader = ChatReader(directory: directory)
            if let current {
                let later = SQLCondition(
                    "(\(order), chat.short) > (SELECT \(order), short FROM chat WHERE id = ?)",
                    [Data(current.bytes)])
                let following = try reader.rows(
                    .all([open, wanted, later]), order: order, limit: 1, database)
                if let next = following.first { return next }
            }
            let others = SQLCondition("chat.id <> ?", [Data(current?.bytes ?? [])])
            return try reader.rows(
                .all([open, wanted, others]), order: order, limit: 1, database
            ).first
        }
    }

    /// The class of urgency, then a moment within it.
    private func urgencySQL(_ named: String) -> String {
        let due = ReplyWindow.dueSQL
        let now = now.wall.milliseconds
        let isSoon = "\(due) BETWEEN \(now) AND \(now + Self.dueSoon.wholeMilliseconds)"
        return """
            (CASE WHEN \(isSoon) THEN 0 WHEN \(named) THEN 1 ELSE 2 END),
            (CASE WHEN \(isSoon) THEN \(due)
                ELSE coalesce(chat.waiting, chat.updated, chat.created) END)
            """
    }

    /// Literals of ids, which are this program's own and hold nothing but bytes.
    private func namedSQL() throws -> String {
        Self.among(Array(try unseenMentions().prefix(Self.mentionsMax))).sql
    }

    private static func among(_ chats: [EntityID]) -> SQLCondition {
        let ids = chats.map { "x'\(Hex.encode($0.bytes))'" }
        return SQLCondition("chat.id IN (\(ids.joined(separator: ", ")))")
    }
}
