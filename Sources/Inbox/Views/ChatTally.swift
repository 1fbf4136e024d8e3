import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// What a chat's messages, notes and replies add up to. Times in ms since 1970.
struct ChatTally {
    var messages = 0
    var buyers = 0
    var notes = 0
    var first: Int64?
    var last: Int64?
    /// The buyer's newest message.
    var lastBuyer: Int64?
    /// The first of the buyer's messages after the seller's last one.
    var waiting: Int64?
    var lastAuthor: String?
    var lastText: String?

    static func read(_ chat: EntityID, _ database: Database) throws -> ChatTally {
        let id = Data(chat.bytes)
        var tally = ChatTally()
        let sums = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT count(*), count(*) FILTER (WHERE author = 'buyer'), min(sent), max(sent),
                        max(sent) FILTER (WHERE author = 'buyer')
                    FROM message WHERE chat = ?
                    """),
            arguments: [id])
        if let sums {
            (tally.messages, tally.buyers) = (sums[0], sums[1])
            (tally.first, tally.last) = (sums[2], sums[3])
            tally.lastBuyer = sums[4]
        }
        tally.notes =
            try Int.fetchOne(
                database.cachedStatement(sql: "SELECT count(*) FROM note WHERE chat = ?"),
                arguments: [id]) ?? 0
        try tally.readLast(id, database)
        try tally.readWaiting(id, database)
        return tally
    }

    private mutating func readLast(_ id: Data, _ database: Database) throws {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT author, text, attachments FROM message WHERE chat = ?
                    ORDER BY sent DESC, place DESC, id DESC LIMIT 1
                    """),
            arguments: [id])
        guard let row else { return }
        lastAuthor = row[0]
        lastText = row[1] ?? row[2]
    }

    private mutating func readWaiting(_ id: Data, _ database: Database) throws {
        let answered = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT sent, place FROM message WHERE chat = ? AND author = 'seller'
                    ORDER BY sent DESC, place DESC LIMIT 1
                    """),
            arguments: [id])
        let seller: [Int64] = answered.map { [$0[0], $0[1]] } ?? [.min, .min]
        waiting = try Int64.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT min(sent) FROM message
                    WHERE chat = ? AND author = 'buyer' AND (sent, place) > (?, ?) AND sent > ?
                    """),
            arguments: [id, seller[0], seller[1], try Self.lastDelivered(id, database)])
    }

    /// When the newest delivered reply was about to be sent; some platforms never give our own
    /// messages back. The intent's time, not the outcome's: a message that came while the reply was
    /// under way is not answered by it.
    private static func lastDelivered(_ chat: Data, _ database: Database) throws -> Int64 {
        let records = try Data.fetchAll(
            database.cachedStatement(
                sql: "SELECT shown FROM act WHERE lane = ? AND state = 'sent' ORDER BY id"),
            arguments: [chat])
        return try records.map { bytes in
            let reply = try ActRecord.decode([UInt8](bytes))
            guard case .sent(let evidence) = reply.state else { return Int64.min }
            let time = reply.intent(attempt: evidence.attempt)?.time ?? reply.time
            return Int64(clamping: time)
        }.max() ?? .min
    }
}
