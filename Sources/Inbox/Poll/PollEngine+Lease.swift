import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinWire

/// Leases: taken and renewed through the log only (rule 29).
extension PollEngine {
    /// Whether this device holds the lease by the log, and has not been silent for the whole term.
    func holdsLease(_ source: EntityID, now: Instant) throws(StoreError) -> Bool {
        #if PLANTED_BUGS
            if planted(.pollerWithoutLease), store.member != nil { return true }
        #endif
        guard let me = store.member, let lease = try store.lease(source), lease.holder == me.number
        else { return false }
        return isHeld(lease, now: now)
    }

    private func isHeld(_ lease: LeaseRecord, now: Instant) -> Bool {
        #if PLANTED_BUGS
            if planted(.leaseNeverEnds), lease.holder != nil { return true }
        #endif
        guard let holder = lease.holder, let log = store.log else { return false }
        let member = log.membership.member(holder)
        return lease.isHeld(
            at: logTime(now: now), term: log.membership.policy.leaseTermMilliseconds,
            mayHold: member?.mayHoldLeases ?? false, lastBatch: lastBatch(of: holder))
    }

    /// Alone in a workspace nobody else can have taken the lease, so that only the log's own time
    /// counts, however long the relay is away.
    private func logTime(now: Instant) -> UInt64 {
        let active = store.log?.membership.members.filter(\.isActive).count ?? 0
        return active > 1 ? clock.now(now.monotonic) : store.lastLogTime
    }

    private func lastBatch(of device: DeviceNumber) -> UInt64? {
        guard let log = store.log else { return nil }
        return log.membership.member(device).flatMap { log.headByAuthor[$0.id]?.time }
    }

    func takeLease(
        _ source: EntityID, isOnline: Bool, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        guard isOnline, let me = store.member, me.mayHoldLeases
        else { return [] }
        if let lease = try store.lease(source), lease.holder != me.number, isHeld(lease, now: now) {
            askedByID[source] = nil
            return []
        }
        if let asked = askedByID[source], now.monotonic < asked + Self.askAgainAfter { return [] }
        askedByID[source] = now.monotonic
        return [.record([LeaseVerb.lease.edit(source)]), .syncNow]
    }

    /// Every valid batch of the holder renews; one that has nothing to say says so.
    func renewLease(
        _ source: EntityID, isOnline: Bool, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        guard isOnline, let me = store.member, let policy = store.log?.membership.policy,
            let last = lastBatch(of: me.number),
            clock.now(now.monotonic) >= last + policy.leaseRenewMilliseconds
        else { return [] }
        if let asked = askedByID[source], now.monotonic < asked + Self.askAgainAfter { return [] }
        askedByID[source] = now.monotonic
        return [.record([LeaseVerb.lease.edit(source)]), .syncNow]
    }

    /// When leases have to be looked at again: own ones for renewal, others' when they may end.
    func leaseTimes(now: Instant) -> [MonotonicTime] {
        guard let log = store.log, let me = store.member else { return [] }
        let policy = log.membership.policy
        var times: [MonotonicTime] = []
        if let last = lastBatch(of: me.number), !pollerByID.isEmpty {
            times.append(clock.moment(last + policy.leaseRenewMilliseconds, now: now.monotonic))
        }
        times.append(now.monotonic + .milliseconds(Int64(policy.claimMilliseconds)))
        return times
    }
}
