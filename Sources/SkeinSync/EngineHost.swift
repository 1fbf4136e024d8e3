package import SkeinCRDT
package import SkeinStore
package import SkeinTransport

/// The synchronous half of a driver: hands events to the engines, records what they ask for, tells
/// them what has changed under them, and says what has to be done outside.
///
/// Without clock, socket or task of its own: a device's loop and a simulated world run this same
/// code.
package final class EngineHost {
    /// One call that an engine asked for; its outcome comes back through `answered`, exactly once.
    package struct Order: Hashable, Sendable {
        package let engine: Int
        package let id: UInt64
        package let call: HTTPCall
    }

    /// What the engines want done outside, in order.
    package enum Effect: Sendable {
        case call(Order)
        case notice(Notice)
    }

    package let store: ReplicaStore
    package let sync: SyncEngine
    /// The first one is `sync`.
    package let engines: [any Engine]
    private var random: AnyGenerator
    private var wakes: [MonotonicTime] = []
    private var effects: [Effect] = []
    /// The log's size, and whether the relay was in reach, when the engines were last told.
    private var toldSize: UInt64
    private var toldOnline = false
    private var toldStop = false
    /// Why the store last refused what an engine gave it, until it takes something again: the
    /// engine may be waiting for it in vain.
    package private(set) var failure: StoreError?

    /// - Parameter random: For the salts of what the engines record.
    package init(
        sync: SyncEngine, others: [any Engine], random: any RandomNumberGenerator & Sendable
    ) {
        store = sync.store
        self.sync = sync
        engines = [sync] + others
        self.random = AnyGenerator(random)
        toldSize = sync.store.logSize
    }

    // MARK: Events

    /// Hands an event to all engines, and what follows from it.
    package func feed(_ event: EngineEvent, now: Instant) -> [Effect] {
        for index in engines.indices {
            // Nothing is begun that would have to end in the log.
            tellStop(now: now)
            apply(engines[index].handle(event, now: now), from: index, now: now)
        }
        return settled(now: now)
    }

    package func answered(_ order: Order, _ outcome: HTTPOutcome, now: Instant) -> [Effect] {
        precondition(engines.indices.contains(order.engine), "an order has its engine")
        let event = EngineEvent.answered(id: order.id, outcome)
        apply(engines[order.engine].handle(event, now: now), from: order.engine, now: now)
        return settled(now: now)
    }

    /// Works without the network (false) or with it again.
    package func setOnline(_ online: Bool, now: Instant) -> [Effect] {
        apply(sync.setEnabled(online, now: now), from: 0, now: now)
        return settled(now: now)
    }

    /// Pulls and pushes now, whatever pause was planned.
    package func syncNow(now: Instant) -> [Effect] {
        apply(sync.syncNow(now: now), from: 0, now: now)
        return settled(now: now)
    }

    /// The wake-up calls that are due, taken off the list; true if there was one.
    package func takeDue(now: MonotonicTime) -> Bool {
        let isDue = wakes.contains { $0 <= now }
        wakes.removeAll { $0 <= now }
        return isDue
    }

    /// When the engines want their next `tick`, if at all.
    package var nextWake: MonotonicTime? { wakes.min() }

    /// Whether nothing is left that can be done at once.
    package func isQuiet(now: Instant) -> Bool { !engines.contains { $0.isBusy(now: now) } }

    // MARK: What follows

    /// Tells the engines what has changed under them, until nothing changes any more.
    private func settled(now: Instant) -> [Effect] {
        while true {
            tellStop(now: now)
            let size = store.logSize
            precondition(size >= toldSize || store.isRebuilding, "a log never shrinks")
            let isOnline = sync.status.isReachable
            let hasGrown = size != toldSize
            let hasTurned = isOnline != toldOnline
            guard hasGrown || hasTurned else { break }
            (toldSize, toldOnline) = (size, isOnline)
            for index in engines.indices {
                #if PLANTED_BUGS
                    if planted(.growthNotTold) { continue }
                #endif
                if hasGrown {
                    apply(engines[index].handle(.ingested, now: now), from: index, now: now)
                }
                if hasTurned {
                    apply(engines[index].handle(.online(isOnline), now: now), from: index, now: now)
                }
            }
        }
        defer { effects = [] }
        return effects
    }

    private func tellStop(now: Instant) {
        guard !toldStop, sync.status.stop != nil else { return }
        toldStop = true
        for index in engines.indices {
            apply(engines[index].handle(.stopped, now: now), from: index, now: now)
        }
    }

    private func apply(_ actions: [EngineAction], from index: Int, now: Instant) {
        for action in actions {
            switch action {
            case .call(let id, let call):
                effects.append(.call(Order(engine: index, id: id, call: call)))
            case .record(let edits):
                record(edits, now: now)
            case .wake(let time):
                #if PLANTED_BUGS
                    if planted(.wakesLost), index > 0 { continue }
                #endif
                wakes.append(time)
            case .notice(let notice):
                effects.append(.notice(notice))
            case .syncNow:
                apply(sync.syncNow(now: now), from: 0, now: now)
            }
        }
    }

    private func record(_ edits: [Edit], now: Instant) {
        do {
            let dots = try store.record(edits, now: now.wall, random: &random)
            failure = nil
            guard !dots.isEmpty else { return }
            for index in engines.indices {
                apply(engines[index].handle(.recorded, now: now), from: index, now: now)
            }
        } catch {
            failure = error
            effects.append(
                .notice(Notice(.alarm, "store.failed", detail: String(describing: error))))
        }
    }
}
