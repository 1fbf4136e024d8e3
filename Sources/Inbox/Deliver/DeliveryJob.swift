import InboxSources
import SkeinCRDT
import SkeinTransport

/// What this device is doing for one reply, besides what the log says of it.
enum DeliveryJob {
    /// The claim is ours; the history is read and the request made ready.
    case preparing(DeliveryPreparation)
    /// The intent is recorded; nothing is sent before it stands in the verified log.
    case intending(DeliveryPlan)
    case sending(call: UInt64, attempt: UInt64)
    /// Somebody's attempt is looked for in the history.
    case reconciling(Reconciliation)

    /// The call whose answer is waited for.
    var call: UInt64? {
        switch self {
        case .preparing(let preparation): preparation.call
        case .intending: nil
        case .sending(let call, _): call
        case .reconciling(let reconciliation): reconciliation.call
        }
    }
}

/// The calls without effect that come before an intent.
struct DeliveryPreparation {
    let attempt: UInt64
    /// The fence.
    let claimIndex: UInt64
    let reply: OutgoingReply
    let textVersion: UInt64
    var call: UInt64
    /// Nil once the history has been read.
    var query: HistoryQuery?
    var watermark: HistoryMark?
    var prepared: [HTTPAnswer] = []
}

/// A request that waits for its intent.
struct DeliveryPlan {
    let attempt: UInt64
    let claimIndex: UInt64
    let call: HTTPCall
    /// The end of the send window on the boot-time clock. Begins when the intent is recorded, which
    /// is never after it is posted.
    let closes: MonotonicTime
}

/// Reading the history twice for an attempt whose end nobody saw.
struct Reconciliation {
    let attempt: UInt64
    var call: UInt64?
    var query: HistoryQuery
    /// Readings that have come to their end.
    var readings = 0
    /// No call before this.
    var pausedUntil: MonotonicTime?
    var failures = 0
    /// Of the running reading, by the platform's id.
    var found: [String: SourceMessage] = [:]
    var newest: WallTime?
}
