import InboxSources
package import SkeinCRDT
package import SkeinStore
package import SkeinSync
import SkeinTransport
import SkeinWire

/// Brings replies to their platforms: each attempt is written to the network at most once.
///
/// The log decides who may try: claim, intent, send, outcome. What this object remembers may be
/// lost at any moment; the log, and one durable mark an attempt, are enough to go on from.
package final class DeliverEngine: Engine {
    let store: ReplicaStore
    let access: SourceAccess
    let budgets: CallBudgets
    /// Names the running boot: monotonic times of two boots cannot be compared.
    let bootID: String
    var clock = LogClock()
    var jobByAct: [EntityID: DeliveryJob] = [:]
    private(set) var actByCall: [UInt64: EntityID] = [:]
    private(set) var lastCall: UInt64 = 0
    private(set) var isOnline = false
    private var hasFailed = false
    /// This may be a copy of a device, or the log not the true one: nothing is begun any more.
    private var isStopped = false
    private var waitingCount = 0
    private var plannedWake: MonotonicTime?
    /// When a claim may be tried again after one that the log did not grant.
    var claimAgainByAct: [EntityID: (time: MonotonicTime, tries: Int)] = [:]
    /// When the next reply of a source may be begun.
    var nextStartBySource: [EntityID: MonotonicTime] = [:]
    /// Sources whose token was refused, with the token: nothing is tried until there is another.
    var refusedTokenBySource: [EntityID: SourceToken] = [:]
    /// Claimed with a reading of the history in the budget.
    var historyPromised: Set<EntityID> = []
    /// When an attempt was first seen in flight here, by mark.
    var firstSeenByMark: [[UInt8]: MonotonicTime] = [:]

    /// The log's size when messages were last compared with attempts given up.
    var lookedAtSize: UInt64?

    /// How many replies of one source are under way at once.
    static let jobsMaxPerSource = 4

    package init(
        store: ReplicaStore, bootID: String, tokens: @escaping TokenSource,
        adapters: @escaping AdapterMaker = Adapters.make, budgets: CallBudgets = CallBudgets()
    ) {
        self.store = store
        self.budgets = budgets
        self.bootID = bootID
        access = SourceAccess(store: store, tokens: tokens, adapters: adapters)
    }

    package func handle(_ event: EngineEvent, now: Instant) -> [EngineAction] {
        guard !hasFailed else { return [] }
        clock.observe(store, now: now.monotonic)
        do {
            var pass = DeliveryPass(now: now)
            switch event {
            case .online(let online): isOnline = online
            case .answered(let id, let outcome): try answered(id, outcome, &pass)
            case .stopped: stop()
            case .start: try store.settleHome()
            case .tick, .ingested, .recorded: break
            }
            try workAll(&pass)
            checkInvariants()
            return actions(of: pass)
        } catch {
            hasFailed = true
            return [
                .notice(Notice(.alarm, "store.failed", detail: "delivery stops: \(error)"))
            ]
        }
    }

    package func isBusy(now: Instant) -> Bool {
        guard isOnline, !hasFailed, !isStopped else { return false }
        let isActive = jobByAct.values.contains { job in
            if case .reconciling(let reconciliation) = job { return reconciliation.call != nil }
            return true
        }
        return isActive || waitingCount > 0
    }

    // MARK: One pass over what is open

    private func workAll(_ pass: inout DeliveryPass) throws(StoreError) {
        let outbox = try OpenActs(store)
        waitingCount = 0
        guard !isStopped else { return }
        for id in jobByAct.keys.sorted() where outbox.actByID[id] == nil && !pass.isDone(id) {
            drop(id)
        }
        guard let me = store.member, me.isActive, me.role >= .sender else { return }
        for act in outbox.inOrder where !pass.isDone(act.id) {
            guard outbox.isSettledInLog(act) else {
                // An own step is on its way to the log.
                waitingCount += 1
                continue
            }
            try work(act, outbox, me: me.number, &pass)
        }
        try lookForLateNews(outbox, &pass)
    }

    private func work(
        _ act: ActRecord, _ outbox: OpenActs, me: DeviceNumber, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        switch act.state {
        case .queued(let notBefore):
            drop(act.id)
            try claim(act, notBefore: notBefore, outbox, me: me, &pass)
        case .claimed(let claim) where claim.device == me:
            try workOnOwnClaim(act, claim, &pass)
        case .claimed(let claim):
            drop(act.id)
            let end = claim.time + (store.log?.membership.policy.claimMilliseconds ?? 0)
            try self.claim(act, notBefore: end, outbox, me: me, &pass)
        case .inflight(let intent):
            try workInFlight(act, intent, me: me, &pass)
        case .held, .sent, .rejected, .unknown, .cancelled, .dropped:
            drop(act.id)
        }
    }

    private func answered(
        _ id: UInt64, _ outcome: HTTPOutcome, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard let act = actByCall.removeValue(forKey: id), let job = jobByAct[act],
            job.call == id
        else { return }
        switch job {
        case .preparing(let preparation):
            try prepared(act, preparation, outcome, &pass)
        case .sending(_, let attempt):
            try sent(act, attempt: attempt, outcome, &pass)
        case .reconciling(let reconciliation):
            try read(act, reconciliation, outcome, &pass)
        case .intending:
            break
        }
    }

    /// An intent of which this device waits to hear may be in the log as another's: of a copy with
    /// the same identity. A request that is written already is waited for.
    private func stop() {
        isStopped = true
        for (id, job) in jobByAct {
            if case .sending = job { continue }
            drop(id)
        }
    }

    /// Forgets what was under way here; a call that is open finds nobody.
    func drop(_ act: EntityID) {
        guard let job = jobByAct.removeValue(forKey: act) else { return }
        if let call = job.call { actByCall[call] = nil }
    }

    /// Asks for a call whose answer belongs to an act.
    func call(_ call: HTTPCall, for act: EntityID, _ pass: inout DeliveryPass) -> UInt64 {
        lastCall += 1
        actByCall[lastCall] = act
        pass.calls.append(.call(id: lastCall, call))
        return lastCall
    }

    private func actions(of pass: DeliveryPass) -> [EngineAction] {
        var actions: [EngineAction] = []
        // One command for all: a driver tells of each record at once, and then nothing may be
        // decided here that is not recorded yet.
        if !pass.edits.isEmpty { actions = [.record(pass.edits), .syncNow] }
        actions += pass.calls + pass.notices.map { .notice($0) }
        guard let next = pass.wakes.filter({ $0 > pass.now.monotonic }).min() else {
            return actions
        }
        if let planned = plannedWake, planned > pass.now.monotonic, planned <= next {
            return actions
        }
        plannedWake = next
        return actions + [.wake(next)]
    }
}
