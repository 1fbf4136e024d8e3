import Foundation
import GRDB
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire

/// Between claim and intent: what the conversation's history says, and the request itself.
extension DeliverEngine {
    /// A reading that is put off longer than this is left out: the claim would be over.
    static let historyWaitMax: Duration = .seconds(30)

    func workOnOwnClaim(
        _ act: ActRecord, _ claim: ActClaim, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        switch jobByAct[act.id] {
        case .preparing(let running)
        where running.claimIndex == claim.index && running.textVersion == act.textVersion:
            return
        // Here the log holds all that this device has said: so it has made the intent void.
        case .preparing, .intending, .sending, .reconciling, nil:
            drop(act.id)
        }
        guard isOnline else { return }
        claimAgainByAct[act.id] = nil
        try startPreparing(act, claim, &pass)
    }

    private func startPreparing(
        _ act: ActRecord, _ claim: ActClaim, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard let source = try access.source(act.resource), let adapter = adapter(source) else {
            return try report(
                act.id, act.attempt, .notSent(reason: "no token here", wait: nil), &pass)
        }
        guard let chat = try chatFact(act.lane) else {
            let verdict = SendVerdict.rejected(reason: "unknown conversation", stopsSource: false)
            return try report(act.id, act.attempt, verdict, &pass)
        }
        guard let text = try store.text(of: act.text) else {
            let verdict = SendVerdict.notSent(reason: "text is missing", wait: .seconds(60))
            return try report(act.id, act.attempt, verdict, &pass)
        }
        if try store.newestBuyerMessage(in: act.lane) != act.basis {
            return pass.step(act.id, .hold(reason: Self.movedOn))
        }
        let reply = OutgoingReply(
            conversation: chat.conversation, text: text,
            attempt: Hex.encode(Array(act.id.bytes.prefix(8))) + String(act.attempt))
        var preparation = DeliveryPreparation(
            attempt: act.attempt, claimIndex: claim.index, reply: reply,
            textVersion: act.textVersion, call: 0)
        let query = HistoryQuery(
            conversation: chat.conversation, after: nil, known: try known(act.lane, source))
        if adapter.rules.hasHistory, let call = adapter.history(query) {
            guard mayRead(act.id, source, adapter.rules, call.label, pass.now.monotonic) else {
                // What is known bounds the attempt too, only less closely.
                preparation.watermark = adapter.mark(query.known)
                return try goOn(act.id, preparation, adapter, [], &pass)
            }
            preparation.query = query
            preparation.call = self.call(call, for: act.id, &pass)
            jobByAct[act.id] = .preparing(preparation)
        } else {
            try goOn(act.id, preparation, adapter, [], &pass)
        }
    }

    /// Whether the call was promised with the claim, or need not wait for long: then the platform
    /// has the last word.
    private func mayRead(
        _ act: EntityID, _ source: SourceRecord, _ rules: SourceRules, _ label: String,
        _ now: MonotonicTime
    ) -> Bool {
        if historyPromised.remove(act) != nil { return true }
        guard budgets.wait(source.id, rules, label, now: now) <= Self.historyWaitMax else {
            return false
        }
        budgets.note(source.id, rules, label, now: now)
        return true
    }

    /// The reason of a hold that no person gave: the buyer has written since.
    static let movedOn = "moved-on"

    func prepared(
        _ act: EntityID, _ preparation: DeliveryPreparation, _ outcome: HTTPOutcome,
        _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard let record = try store.loggedAct(act),
            let source = try access.source(record.resource), let adapter = adapter(source)
        else { return drop(act) }
        guard preparation.query != nil else {
            var preparation = preparation
            switch outcome {
            case .success(let answer): preparation.prepared.append(answer)
            case .failure(let failure):
                // Nothing with an effect has been asked for yet.
                let verdict = SendVerdict.notSent(reason: failure.detail, wait: nil)
                return try report(act, preparation.attempt, verdict, &pass)
            }
            return try goOn(act, preparation, adapter, [], &pass)
        }
        try readHistory(record, preparation, source, adapter, outcome, &pass)
    }

    private func readHistory(
        _ act: ActRecord, _ preparation: DeliveryPreparation, _ source: SourceRecord,
        _ adapter: any SourceAdapter, _ outcome: HTTPOutcome, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard var query = preparation.query else { return }
        var preparation = preparation
        switch readPage(adapter, query, outcome) {
        case .success(let page):
            let (edits, entities) = try SourceEdits(store: store, source: source).edits(
                chats: [], messages: page.messages)
            for (message, entity) in zip(page.messages, entities)
            where message.author == .buyer && entity != act.basis {
                guard try store.entity(entity) == nil else { continue }
                pass.edits += edits
                drop(act.id)
                return pass.step(act.id, .hold(reason: Self.movedOn))
            }
            query.after = page.mark
            query.page = page.next
            preparation.watermark = page.mark
            preparation.query = page.next == nil ? nil : query
            guard page.next != nil, let call = adapter.history(query) else {
                return try goOn(act.id, preparation, adapter, edits, &pass)
            }
            pass.edits += edits
            preparation.call = self.call(call, for: act.id, &pass)
            jobByAct[act.id] = .preparing(preparation)
        case .failure(.limited(let wait)) where (wait ?? .zero) > Self.historyWaitMax:
            // What is known bounds the attempt too, only less closely.
            preparation.query = nil
            preparation.watermark = adapter.mark(query.known)
            try goOn(act.id, preparation, adapter, [], &pass)
        case .failure(let problem):
            try report(act.id, preparation.attempt, Self.verdict(problem), &pass)
        }
    }

    private static func verdict(_ problem: SourceProblem) -> SendVerdict {
        switch problem {
        case .unauthorized(let text): .rejected(reason: text, stopsSource: true)
        case .forbidden, .conflict, .limited, .refused, .serverError, .unreachable, .unreadable:
            .notSent(reason: "\(problem.code) \(problem.detail)", wait: problem.wait)
        }
    }

    func readPage(
        _ adapter: any SourceAdapter, _ query: HistoryQuery, _ outcome: HTTPOutcome
    ) -> Result<HistoryPage, SourceProblem> {
        Result { () throws(SourceProblem) in
            try adapter.readHistory(try outcome.answer(), query)
        }
    }

    /// The next preparing call, or, with the request at hand, the intent.
    private func goOn(
        _ act: EntityID, _ preparation: DeliveryPreparation, _ adapter: any SourceAdapter,
        _ edits: [Edit], _ pass: inout DeliveryPass
    ) throws(StoreError) {
        var preparation = preparation
        pass.edits += edits
        switch adapter.send(preparation.reply, prepared: preparation.prepared) {
        case .prepare(let call):
            preparation.call = self.call(call, for: act, &pass)
            jobByAct[act] = .preparing(preparation)
        case .stop(let verdict):
            try report(act, preparation.attempt, verdict, &pass)
        case .send(let call):
            intend(act, preparation, call, adapter, &pass)
        }
    }

    private func intend(
        _ act: EntityID, _ preparation: DeliveryPreparation, _ call: HTTPCall,
        _ adapter: any SourceAdapter, _ pass: inout DeliveryPass
    ) {
        let window = store.log?.membership.policy.sendWindowMilliseconds ?? 0
        let closes = pass.now.monotonic + .milliseconds(Int64(clamping: window))
        let deadline = adapter.rules.requestDeadline
        var call = call
        call.totalTimeout = deadline
        call.once = OnceGate(mark: Self.mark(act, attempt: preparation.attempt), closes: closes)
        let plan = ActPlan(
            attempt: preparation.attempt, claimIndex: preparation.claimIndex,
            textVersion: preparation.textVersion, watermark: preparation.watermark?.text,
            bodyHash: SHA256.hash(call.body), deadline: UInt64(deadline.wholeMilliseconds))
        jobByAct[act] = .intending(
            DeliveryPlan(
                attempt: preparation.attempt, claimIndex: preparation.claimIndex, call: call,
                closes: closes))
        #if PLANTED_BUGS
            if planted(.intentNotAwaited) {
                jobByAct[act] = .sending(
                    call: self.call(call, for: act, &pass), attempt: preparation.attempt)
            }
        #endif
        pass.step(act, .intent(plan))
    }

    func chatFact(_ chat: EntityID) throws(StoreError) -> ChatFact? {
        ChatFact(try store.entity(chat)?.shown(Field.chatOpened)?.value)
    }

    /// The name of an attempt's durable mark.
    static func mark(_ act: EntityID, attempt: UInt64) -> [UInt8] {
        ReplicaStore.mark(of: act, attempt: attempt)
    }

    // MARK: What is known

    private func known(
        _ chat: EntityID, _ source: SourceRecord
    ) throws(StoreError) -> KnownMessages {
        try store.read { database in
            KnownMessages(
                newestID: try String.fetchOne(
                    database,
                    sql: """
                        SELECT platformID FROM message WHERE chat = ?
                        ORDER BY sent DESC, place DESC, id DESC LIMIT 1
                        """,
                    arguments: [Data(chat.bytes)]),
                newestInAccount: try Int64.fetchOne(
                    database,
                    sql: """
                        SELECT max(message.sent) FROM message JOIN chat ON chat.id = message.chat
                        WHERE chat.source = ?
                        """,
                    arguments: [Data(source.id.bytes)]
                ).map { WallTime(milliseconds: $0) })
        }
    }
}
