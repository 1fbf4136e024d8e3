import Foundation
import GRDB
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinWire

/// Finds, among the shop's messages, the one that an attempt of a reply has become.
struct EchoMatcher {
    /// A message that may be the reply.
    struct Echo: Hashable {
        let id: String
        let sent: WallTime
    }

    let store: ReplicaStore
    let act: ActRecord

    /// How far the platform's stamps of an answer and of its echo may lie apart.
    private static let echoSpan: Duration = .seconds(5)
    /// Where the answer bears only the time at which it was written: the request's deadline more.
    private static let answerSpan: Duration = .seconds(35)

    /// Same text, perhaps through our door, and not in the log before the attempt was announced.
    func isCandidate(_ message: SourceMessage, after intent: ActIntent) throws(StoreError) -> Bool {
        #if PLANTED_BUGS
            if planted(.anyTextIsEcho), message.author == .seller { return true }
        #endif
        guard message.author == .seller, message.mayBeOurs, let text = message.text,
            let own = try store.text(of: act.text), TextMatch.isSame(text, own)
        else { return false }
        let known = try store.read { database in
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT firstIndex FROM message
                    WHERE chat = ? AND platformID = ? AND firstIndex IS NOT NULL
                    """,
                arguments: [Data(act.lane.bytes), message.id])
        }
        return known.map { UInt64(clamping: $0) > intent.index } ?? true
    }

    func finding(_ candidates: [Echo], isFresh: Bool) throws(StoreError) -> ActFinding {
        let rest = try unmatched(candidates)
        #if PLANTED_BUGS
            if planted(.noQuarantine), rest.isEmpty { return .absent }
        #endif
        #if PLANTED_BUGS
            if planted(.absentTakenAsSent), rest.isEmpty { return .found(evidence: "") }
        #endif
        switch rest.count {
        case 0 where isFresh: return .absent
        case 0: return .undecided(reason: "not found, and the history may be old")
        case 1: return .found(evidence: rest[0].id)
        default: return .undecided(reason: "several messages of this text")
        }
    }

    /// Without those that other replies of the conversation, or other attempts, have become.
    func unmatched(_ candidates: [Echo]) throws(StoreError) -> [Echo] {
        var rest = candidates.sorted { ($0.sent, $0.id) < ($1.sent, $1.id) }
        let others = try sentActs()
        let named = Set(others.map(\.evidence.detail))
        rest.removeAll { named.contains($0.id) }
        for other in others where other.evidence.kind != .history {
            guard let place = Self.place(of: other, in: rest) else { continue }
            rest.remove(at: place)
        }
        return rest
    }

    private struct SentAct {
        let evidence: ActEvidence
        let intentTime: UInt64
    }

    /// Of the same conversation and text, in the order of their wishes.
    private func sentActs() throws(StoreError) -> [SentAct] {
        let acts = try store.read { database in
            try Data.fetchAll(
                database,
                sql: "SELECT shown FROM act WHERE lane = ? AND state = 'sent' ORDER BY id",
                arguments: [Data(act.lane.bytes)]
            ).map { try ActRecord.decode([UInt8]($0)) }
        }
        guard let own = try store.text(of: act.text) else { return [] }
        var sent: [(UInt64, UInt32, SentAct)] = []
        for other in acts {
            guard case .sent(let evidence) = other.state,
                let text = try store.text(of: other.text), TextMatch.isSame(text, own)
            else { continue }
            let time = other.intent(attempt: evidence.attempt)?.time ?? other.time
            sent.append(
                (other.index, other.position, SentAct(evidence: evidence, intentTime: time)))
        }
        return sent.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// The echo of a reply of which an answer, or a person, says that it arrived.
    private static func place(of other: SentAct, in echoes: [Echo]) -> Int? {
        if other.evidence.kind == .answer,
            let time = Int64(other.evidence.detail).map(WallTime.init)
        {
            let near = echoes.indices.filter { place in
                let sent = echoes[place].sent
                return sent > time ? sent - time <= echoSpan : time - sent <= answerSpan
            }
            return near.min { abs(echoes[$0].sent, time) < abs(echoes[$1].sent, time) }
        }
        let earliest = WallTime(milliseconds: Int64(clamping: other.intentTime)) + .seconds(-5)
        return echoes.firstIndex { $0.sent >= earliest }
    }

    private static func abs(_ left: WallTime, _ right: WallTime) -> Duration {
        left > right ? left - right : right - left
    }
}
