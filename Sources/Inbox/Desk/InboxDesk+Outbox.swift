import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
package import SkeinWire

extension InboxDesk {
    /// Open replies, those that ask for a decision first, then oldest first; with `all`, the
    /// finished ones after them.
    package func outbox(all: Bool = false) throws -> [OutboxRow] {
        let open = "SELECT shown FROM act WHERE state IN (\(OutboxRow.State.openSQL)) ORDER BY id"
        let acts = try acts(all ? "SELECT shown FROM act ORDER BY id" : open)
        let rows = try outboxRows(acts, DeskDirectory(store))
        return rows.sorted { Self.rank($0) < Self.rank($1) }
    }

    package func resolveReply(_ prefix: String) throws -> EntityID {
        guard let wanted = ShortID.prefix(prefix) else { throw InboxError.noSuchReply(prefix) }
        let ids = try store.read { database in
            try Data.fetchAll(database, sql: "SELECT id FROM act ORDER BY id")
        }
        let fitting = ids.compactMap { EntityID(validating: [UInt8]($0)) }
            .filter { ShortID.text(of: $0).hasPrefix(wanted) }
        guard let first = fitting.first else { throw InboxError.noSuchReply(prefix) }
        guard fitting.count == 1 else {
            throw InboxError.ambiguousReply(prefix, fitting.prefix(10).map(ShortID.text))
        }
        return first
    }

    /// A person's word on a reply of unknown outcome; a rejected one can be sent again or dropped.
    package func decide(_ reply: EntityID, _ decision: ReplyDecision) throws -> OutboxRow {
        let act = try act(reply)
        switch (act.state, decision) {
        case (.unknown, _), (.rejected, .again), (.rejected, .drop): break
        default: throw InboxError.nothingToDecide(outboxState(act))
        }
        let word: ActDecision =
            switch decision {
            case .sent: .sent
            case .again: .again
            case .drop: .drop
            }
        return try step(.decide(attempt: act.attempt, word), act)
    }

    package func cancel(_ reply: EntityID) throws -> OutboxRow {
        let act = try act(reply)
        switch act.state {
        case .held, .queued, .claimed: return try step(.cancel, act)
        default: throw InboxError.replyIsNow(outboxState(act))
        }
    }

    /// Keeps a reply back until it is released.
    package func hold(_ reply: EntityID) throws -> OutboxRow {
        let act = try act(reply)
        switch act.state {
        case .queued, .claimed: return try step(.hold(reason: "by hand"), act)
        default: throw InboxError.replyIsNow(outboxState(act))
        }
    }

    /// Lets a reply go at once. Whoever does so has seen the chat as it is here.
    package func release(_ reply: EntityID) throws -> OutboxRow {
        let act = try act(reply)
        switch act.state {
        case .held: break
        case .queued where act.attempt == 1: break
        default: throw InboxError.replyIsNow(outboxState(act))
        }
        return try step(.release(basis: try store.newestBuyerMessage(in: act.lane)), act)
    }

    // MARK: Reading

    func act(_ reply: EntityID) throws -> ActRecord {
        guard let act = try store.act(reply) else {
            throw InboxError.noSuchReply(ShortID.text(of: reply))
        }
        return act
    }

    func outboxRow(_ reply: EntityID) throws -> OutboxRow {
        let rows = try outboxRows([try act(reply)], DeskDirectory(store))
        guard let row = rows.first else { throw InboxError.noSuchReply(ShortID.text(of: reply)) }
        return row
    }

    /// All replies of a chat, oldest first.
    func replies(in chat: EntityID, _ directory: DeskDirectory) throws -> [OutboxRow] {
        let acts = try acts(
            "SELECT shown FROM act WHERE lane = ? ORDER BY id", [Data(chat.bytes)])
        return try outboxRows(acts, directory).sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    func outboxState(_ act: ActRecord) -> OutboxRow.State {
        let wall = UInt64(clamping: now.wall.milliseconds)
        return OutboxRow.State(act, now: max(wall, store.lastLogTime))
    }

    private func acts(_ sql: String, _ arguments: StatementArguments = []) throws -> [ActRecord] {
        try store.read { database in
            try Data.fetchAll(database, sql: sql, arguments: arguments)
                .map { try ActRecord.decode([UInt8]($0)) }
        }
    }

    private func outboxRows(_ acts: [ActRecord], _ directory: DeskDirectory) throws -> [OutboxRow] {
        let reader = ChatReader(directory: directory)
        return try acts.compactMap { act in
            let text = try store.text(of: act.text)
            let (chat, short) = try store.read { database in
                (try reader.row(act.lane, database), try Self.short(act.id, database))
            }
            // The log holds a chat before anything that was said in it.
            guard let chat else { return nil }
            return OutboxRow(
                entity: act.id, id: ShortID.text(of: act.id), short: short,
                chat: chat.reference, source: directory.source(act.resource), market: chat.market,
                state: outboxState(act), text: text,
                author: store.person(of: act.author).map(directory.person),
                created: WallTime(milliseconds: Int64(clamping: act.time)),
                notBefore: act.notBefore.map { WallTime(milliseconds: Int64(clamping: $0)) },
                attempt: Int(clamping: act.attempt), reason: act.reason,
                isUnsent: act.index == OrderKey.unsentIndex, isPossibleDouble: act.possibleDouble)
        }
    }

    private static func short(_ reply: EntityID, _ database: Database) throws -> String {
        let id = Data(reply.bytes)
        func neighbour(_ sql: String) throws -> String? {
            try Data.fetchOne(database, sql: sql, arguments: [id])
                .flatMap { EntityID(validating: [UInt8]($0)) }.map(ShortID.text)
        }
        return ShortID.shortest(
            of: ShortID.text(of: reply),
            before: try neighbour("SELECT id FROM act WHERE id < ? ORDER BY id DESC LIMIT 1"),
            after: try neighbour("SELECT id FROM act WHERE id > ? ORDER BY id LIMIT 1"))
    }

    private func step(_ request: ActRequest, _ act: ActRecord) throws -> OutboxRow {
        _ = try record([.step(act.id, request)], undo: nil, about: act.lane)
        return try outboxRow(act.id)
    }

    private static func rank(_ row: OutboxRow) -> (Int, WallTime, String) {
        (row.state == .unknown ? 0 : row.state.isOpen ? 1 : 2, row.created, row.id)
    }
}

extension ActRecord {
    fileprivate var notBefore: UInt64? {
        if case .queued(let time) = state { time } else { nil }
    }

    fileprivate var reason: String? {
        switch state {
        case .held(let reason), .rejected(let reason, _), .unknown(let reason): reason
        case .inflight(let intent): intent.doubt
        case .queued, .claimed, .sent, .cancelled, .dropped: nil
        }
    }
}
