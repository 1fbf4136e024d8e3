import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire

/// The relay's whole log read again, without taking it in: it tells a relay that shows two logs
/// from somebody who changes answers on their way.
struct LogAudit {
    /// The newest checkpoint of the log that is held here.
    let known: Checkpoint
    private(set) var frontier = Merkle.Frontier()
    private(set) var rootAtKnown: [UInt8]?

    init(_ known: Checkpoint) { self.known = known }

    var size: UInt64 { frontier.size }

    mutating func append(_ entry: LogEntry) {
        frontier.append(entry.leafHash)
        if frontier.size == known.size { rootAtKnown = frontier.root }
    }
}

extension SyncEngine {
    static let wrongRoot = "its entries do not lead to the root that it signed"

    /// Entries that lead to a root signed today, but not to the one signed before, are proof: the
    /// relay has signed two logs (rule 5). Where they lead to both, the log is good after all.
    func examine(
        _ checkpoint: Checkpoint, _ page: LogPage, now: Instant
    ) throws -> [EngineAction] {
        for item in page.items { audit?.append(item.entry) }
        guard let audit else { return contradiction("two roots", now: now) }
        if audit.size < checkpoint.size, !page.items.isEmpty { return startPull(now: now) }
        guard audit.size == checkpoint.size, audit.frontier.root == checkpoint.root else {
            return contradiction(Self.wrongRoot, now: now)
        }
        if let root = audit.rootAtKnown, root != audit.known.root {
            return try stopForked(page.note, size: audit.known.size, now: now)
        }
        self.audit = nil
        return startPull(now: now)
    }

    /// The two notes are kept: they convict the relay before anybody who has its key.
    func stopForked(_ note: [UInt8], size: UInt64, now: Instant) throws -> [EngineAction] {
        #if PLANTED_BUGS
            if planted(.forkNotNoticed) { return [] }
        #endif
        try store.keepEvidence([try store.checkpoint() ?? [], note])
        let detail = "two signed roots at size \(size)"
        return stop(.relayContradictsItself(detail), code: "relay.forked", detail: detail)
    }
}
