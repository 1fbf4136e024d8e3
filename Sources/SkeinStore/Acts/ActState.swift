/// Where an act stands between being wished for and being done.
package enum ActState: Hashable, Sendable {
    /// Waits for a release: put aside by a person, or because its lane has moved on.
    case held(reason: String)
    /// May be claimed from that log time on (ms).
    case queued(notBefore: UInt64)
    case claimed(ActClaim)
    case inflight(ActIntent)
    case sent(ActEvidence)
    case rejected(reason: String, stopsResource: Bool)
    /// Waits for a person's decision.
    case unknown(reason: String)
    case cancelled
    /// Given up by a person who was asked.
    case dropped

    /// One stable word, for queries.
    package var name: String {
        switch self {
        case .held: "held"
        case .queued: "queued"
        case .claimed: "claimed"
        case .inflight: "inflight"
        case .sent: "sent"
        case .rejected: "rejected"
        case .unknown: "unknown"
        case .cancelled: "cancelled"
        case .dropped: "dropped"
        }
    }

    /// True while something is still to happen, be it by a device or by a person.
    package var isOpen: Bool {
        switch self {
        case .held, .queued, .claimed, .inflight, .unknown: true
        case .sent, .rejected, .cancelled, .dropped: false
        }
    }
}
