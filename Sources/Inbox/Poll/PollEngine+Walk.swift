import Foundation
import GRDB
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire

/// Platforms without a feed: a list of conversations, and the messages of those that have news.
///
/// What is known of a conversation is always its beginning, without gaps: messages are stored from
/// the oldest on, and reading begins at one that is known. So its newest message being known means
/// that all are, and what one device has read no other one asks for again.
extension PollEngine {
    /// How far before the newest known message reading begins: one may show up a little after
    /// younger ones.
    private static let overlap: Int64 = 60_000
    /// A server's errors at one conversation before the next one is tried.
    private static let triesMax = 3
    /// Heads remembered of one source.
    private static let readHeadsMax = 20_000

    /// Takes up a page of the list.
    func begin(
        _ poller: inout SourcePoller, _ page: PollPage, _ source: SourceRecord, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        var news: [ChatHead] = []
        for head in page.heads where try hasNews(head, poller, source) { news.append(head) }
        guard !news.isEmpty else { return try store(page, &poller, source, now: now) }
        poller.walk = SourcePoller.Walk(page: page, heads: news)
        poller.phase = .pausing(until: now.monotonic)
        pollerByID[source.id] = poller
        return []
    }

    private func hasNews(
        _ head: ChatHead, _ poller: SourcePoller, _ source: SourceRecord
    ) throws(StoreError) -> Bool {
        if head.isRecent { return true }
        let id = head.chat.conversation
        if let newest = head.newestID {
            let message = InboxID.message(
                source.market, account: source.account, conversation: id, message: newest)
            guard try store.entity(message) == nil else { return false }
        } else if let sent = head.newestSent, let known = try newestSent(id, source) {
            // In whole seconds: a list and a history may round differently.
            guard known.milliseconds / 1000 < sent.milliseconds / 1000 else { return false }
        }
        return poller.readHeads[id] != head
    }

    private func newestSent(
        _ conversation: String, _ source: SourceRecord
    ) throws(StoreError) -> WallTime? {
        let chat = chatID(conversation, source)
        return try store.read { database in
            try Int64.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT max(sent) FROM message WHERE chat = ?"),
                arguments: [Data(chat.bytes)]
            ).map { WallTime(milliseconds: $0) }
        }
    }

    private func chatID(_ conversation: String, _ source: SourceRecord) -> EntityID {
        InboxID.chat(source.market, account: source.account, conversation: conversation)
    }

    /// The call that reads on in the first conversation of the walk; nil: the list is to be asked.
    func historyCall(
        _ poller: inout SourcePoller, _ source: SourceRecord, _ adapter: any SourceAdapter
    ) throws(StoreError) -> HTTPCall? {
        guard var walk = poller.walk, let head = walk.heads.first else {
            poller.walk = nil
            return nil
        }
        let query: HistoryQuery
        if let running = walk.query {
            query = running
        } else {
            let id = head.chat.conversation
            query = HistoryQuery(
                conversation: id, after: nil,
                known: KnownMessages(newestID: try start(chatID(id, source))))
        }
        walk.query = query
        poller.walk = walk
        return adapter.history(query)
    }

    /// A known message some time before the newest known one, or the first of all.
    private func start(_ chat: EntityID) throws(StoreError) -> String? {
        try store.read { database in
            let early = try String.fetchOne(
                database,
                sql: """
                    SELECT platformID FROM message WHERE chat = ?1
                    AND sent <= (SELECT max(sent) FROM message WHERE chat = ?1) - ?2
                    ORDER BY sent DESC, place DESC, id DESC LIMIT 1
                    """,
                arguments: [Data(chat.bytes), Self.overlap])
            if let early { return early }
            return try String.fetchOne(
                database,
                sql: """
                    SELECT platformID FROM message WHERE chat = ?
                    ORDER BY sent, place, id LIMIT 1
                    """,
                arguments: [Data(chat.bytes)])
        }
    }

    func readHistory(
        _ poller: inout SourcePoller, _ source: SourceRecord, _ adapter: any SourceAdapter,
        _ outcome: HTTPOutcome, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        guard var walk = poller.walk, var query = walk.query, !walk.heads.isEmpty else { return [] }
        let page: HistoryPage
        do throws(SourceProblem) {
            page = try adapter.readHistory(outcome.answer(), query)
        } catch {
            let concernsOne =
                switch error {
                case .refused, .unreadable: true
                case .serverError: poller.failures >= Self.triesMax
                case .unauthorized, .forbidden, .conflict, .limited, .unreachable: false
                }
            guard concernsOne else { return try failed(poller, error, source, now: now) }
            return try skip(&poller, error, source, adapter, now: now)
        }
        poller.failures = 0
        poller.status.unreadableCount += page.unreadableCount
        walk.collected += page.messages
        walk.pageCount += 1
        if let chat = page.chat { walk.heads[0].chat = walk.heads[0].chat.completed(by: chat) }
        if let next = page.next, walk.pageCount < SourcePoller.Walk.pagesMax {
            query.page = next
            walk.query = query
            poller.walk = walk
            poller.phase = .pausing(until: now.monotonic + Self.leastPause(adapter.rules))
            pollerByID[source.id] = poller
            return []
        }
        walk.collected.sort {
            $0.sent != $1.sent ? $0.sent < $1.sent : MessageNumber.isLess($0.id, $1.id)
        }
        poller.walk = walk
        return try storeCollected(&poller, source, now: now)
    }

    /// A conversation that cannot be read must not keep the others from being read.
    private func skip(
        _ poller: inout SourcePoller, _ problem: SourceProblem, _ source: SourceRecord,
        _ adapter: any SourceAdapter, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        poller.walk?.problem = problem
        poller.walk?.collected = []
        poller.status.unreadableCount += 1
        return try goOn(&poller, source, adapter, now: now)
    }

    /// What was given to the store is there: the rest of the conversation, the next one, or the end
    /// of the page.
    func goOn(
        _ poller: inout SourcePoller, _ source: SourceRecord, _ adapter: any SourceAdapter,
        now: Instant
    ) throws(StoreError) -> [EngineAction] {
        guard var walk = poller.walk, let head = walk.heads.first else { return [] }
        guard walk.collected.isEmpty else { return try storeCollected(&poller, source, now: now) }
        if walk.problem == nil, poller.readHeads.count < Self.readHeadsMax {
            poller.readHeads[head.chat.conversation] = walk.page.heads.first {
                $0.chat.conversation == head.chat.conversation
            }
        }
        walk.heads.removeFirst()
        walk.query = nil
        walk.pageCount = 0
        guard walk.heads.isEmpty else {
            poller.walk = walk
            poller.phase = .pausing(until: now.monotonic + Self.leastPause(adapter.rules))
            pollerByID[source.id] = poller
            return []
        }
        poller.walk = nil
        let actions = try store(walk.page, &poller, source, now: now)
        if case .storing(var reading) = poller.phase {
            reading.problem = walk.problem
            poller.phase = .storing(reading)
            pollerByID[source.id] = poller
        }
        return actions
    }

    private func storeCollected(
        _ poller: inout SourcePoller, _ source: SourceRecord, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        guard var walk = poller.walk, let head = walk.heads.first else { return [] }
        let part = Array(walk.collected.prefix(SourcePoller.Walk.storedAtOnce))
        walk.collected.removeFirst(part.count)
        poller.walk = walk
        let page = PollPage(chats: [head.chat], messages: part, cursor: nil, more: true)
        return try store(page, &poller, source, now: now)
    }
}

extension SourceChat {
    /// What another answer tells besides.
    fileprivate func completed(by other: SourceChat) -> SourceChat {
        var chat = self
        chat.buyer = other.buyer ?? buyer
        chat.order = other.order ?? order
        chat.product = other.product ?? product
        chat.claim = other.claim ?? claim
        return chat
    }
}
