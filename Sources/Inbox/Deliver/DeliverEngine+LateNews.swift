import Foundation
import GRDB
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinWire

/// Messages that show up after an attempt was given up: the poll goes on, and what it brings is
/// compared for a day.
extension DeliverEngine {
    /// How long after the intent (ms).
    private static let lateNewsSpan: UInt64 = 86_400_000

    func lookForLateNews(_ outbox: OpenActs, _ pass: inout DeliveryPass) throws(StoreError) {
        guard isOnline, store.logSize != lookedAtSize else { return }
        lookedAtSize = store.logSize
        for act in try doubtfulActs() where !pass.isDone(act.id) {
            guard let source = try access.source(act.resource),
                let adapter = access.adapter(source), adapter.rules.hasHistory
            else { continue }
            for intent in act.intents where isOpen(intent, act, pass.now) {
                guard let echo = try lateEcho(act, intent, adapter.rules) else { continue }
                pass.notices.append(
                    Notice(.alarm, "reply.lateNews", subject: act.id, detail: echo.id))
                pass.step(act.id, .reconcile(attempt: intent.attempt, .found(evidence: echo.id)))
                break
            }
        }
    }

    /// Settled in the log, with attempts behind them that may have arrived.
    private func doubtfulActs() throws(StoreError) -> [ActRecord] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT shown, logged FROM act
                    WHERE state <> 'inflight' AND logged = shown ORDER BY id
                    """
            ).map { try ActRecord.decode([UInt8]($0[0] as Data)) }
        }.filter { !$0.intents.isEmpty && !$0.possibleDouble }
    }

    /// Whether news of the attempt would be news, and may be told by now.
    private func isOpen(_ intent: ActIntent, _ act: ActRecord, _ now: Instant) -> Bool {
        let time = clock.now(now.monotonic)
        guard time >= intent.reconcileFrom, time < intent.time + Self.lateNewsSpan else {
            return false
        }
        if case .sent(let evidence) = act.state { return evidence.attempt != intent.attempt }
        return true
    }

    private func lateEcho(
        _ act: ActRecord, _ intent: ActIntent, _ rules: SourceRules
    ) throws(StoreError) -> EchoMatcher.Echo? {
        let rows = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT platformID, sent, text, origin FROM message
                    WHERE chat = ? AND author = 'seller' AND sent >= ? ORDER BY sent, id
                    """,
                arguments: [
                    Data(act.lane.bytes), Int64(clamping: intent.time) - Self.stampSlack,
                ]
            ).map { row in
                (
                    id: row[0] as String, sent: row[1] as Int64, text: row[2] as String?,
                    origin: row[3] as String?
                )
            }
        }
        let matcher = EchoMatcher(store: store, act: act)
        var echoes: [EchoMatcher.Echo] = []
        for row in rows {
            let message = SourceMessage(
                conversation: "", id: row.id, author: .seller,
                sent: WallTime(milliseconds: row.sent), text: row.text, origin: row.origin,
                mayBeOurs: rules.ownOrigin == nil || row.origin == rules.ownOrigin)
            guard try matcher.isCandidate(message, after: intent) else { continue }
            echoes.append(EchoMatcher.Echo(id: row.id, sent: message.sent))
        }
        let rest = try matcher.unmatched(echoes)
        return rest.count == 1 ? rest[0] : nil
    }

    /// Clocks of relay and platform may differ by this much (ms).
    private static let stampSlack: Int64 = 600_000
}
