import InboxSources
package import SkeinCRDT
package import SkeinStore
package import SkeinSync
import SkeinTransport
package import SkeinWire

/// Reads from the sources whose lease this device holds, and states what they tell as facts.
///
/// One device at a time reads from a source: the one to which the log gives the lease (rule 29). A
/// cursor moves on only after what it left behind is in the store.
package final class PollEngine: Engine {
    let store: ReplicaStore
    let access: SourceAccess
    let budgets: CallBudgets
    var clock = LogClock()
    var pollerByID: [EntityID: SourcePoller] = [:]
    private(set) var sourceByCall: [UInt64: EntityID] = [:]
    private(set) var lastCall: UInt64 = 0
    private var isOnline = false
    private var hasFailed = false
    /// Nothing that is read here would reach the others.
    private var isStopped = false
    private var plannedWake: MonotonicTime?
    /// Whose page the actions of this very event will record: it cannot be in the store yet.
    private var givenToStore: EntityID?
    /// When this device last asked for a lease.
    var askedByID: [EntityID: MonotonicTime] = [:]

    /// How long after asking for a lease that the log then gave to nobody it asks again.
    static let askAgainAfter: Duration = .seconds(30)

    package init(
        store: ReplicaStore, tokens: @escaping TokenSource,
        adapters: @escaping AdapterMaker = Adapters.make, budgets: CallBudgets = CallBudgets()
    ) {
        self.store = store
        self.budgets = budgets
        access = SourceAccess(store: store, tokens: tokens, adapters: adapters)
    }

    package func handle(_ event: EngineEvent, now: Instant) -> [EngineAction] {
        guard !hasFailed else { return [] }
        clock.observe(store, now: now.monotonic)
        do {
            var actions: [EngineAction] = []
            givenToStore = nil
            switch event {
            case .online(let online): isOnline = online
            case .stopped: isStopped = true
            case .answered(let id, let outcome):
                actions += try answered(id, outcome, now: now)
            case .start, .tick, .ingested, .recorded: break
            }
            actions += try workAll(now: now)
            checkInvariants()
            return actions
        } catch {
            hasFailed = true
            return [
                .notice(Notice(.alarm, "store.failed", detail: "polling stops: \(error)"))
            ]
        }
    }

    package func isBusy(now: Instant) -> Bool {
        guard !hasFailed, !isStopped else { return false }
        return pollerByID.values.contains { poller in
            guard !poller.isCaughtUp, poller.status.problem == nil else { return false }
            // Whether the log is under way to it, others know.
            if case .storing(let reading) = poller.phase { return !reading.awaitsLog }
            return true
        }
    }

    /// How each source that this device polls is doing.
    package var statusByID: [EntityID: PollStatus] { pollerByID.mapValues(\.status) }

    // MARK: Steps

    private func workAll(now: Instant) throws(StoreError) -> [EngineAction] {
        guard !isStopped else {
            // Others read what this device would take from them.
            pollerByID = [:]
            return []
        }
        var actions: [EngineAction] = []
        var reachable: Set<EntityID> = []
        for source in try access.sources() {
            guard let adapter = access.adapter(source) else { continue }
            reachable.insert(source.id)
            actions += try work(source, adapter, now: now)
        }
        for id in pollerByID.keys.sorted() where !reachable.contains(id) {
            pollerByID[id] = nil
        }
        return actions + wake(now: now)
    }

    /// Takes a source as far as it goes without an answer from outside.
    private func work(
        _ source: SourceRecord, _ adapter: any SourceAdapter, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        guard try holdsLease(source.id, now: now) else {
            pollerByID[source.id] = nil
            return try takeLease(source.id, isOnline: isOnline, now: now)
        }
        var poller: SourcePoller
        if let known = pollerByID[source.id] {
            poller = known
        } else {
            let kept = try Self.storedHealth(source.id, store)
            var status = PollStatus()
            status.lastSuccess = kept.lastSuccess
            poller = SourcePoller(
                phase: .pausing(until: now.monotonic), status: status,
                keepsProblem: kept.problemCode != nil)
        }
        var actions = try renewLease(source.id, isOnline: isOnline, now: now)
        if case .storing(let reading) = poller.phase, givenToStore != source.id {
            actions += try finishStoring(&poller, reading, source, adapter, now: now)
        }
        if case .pausing(let end) = poller.phase, end <= now.monotonic {
            let history = try historyCall(&poller, source, adapter)
            let isQuiet = poller.isCaughtUp && poller.failures == 0
            let place = try cursor(source.id)
            poller.asksToken = isTokenDue(poller, adapter.rules, now)
            let call =
                poller.asksToken
                ? adapter.identify() : history ?? adapter.poll(from: place, wait: isQuiet)
            let wait = budgets.wait(source.id, adapter.rules, call.label, now: now.monotonic)
            if wait > .zero {
                poller.phase = .pausing(until: now.monotonic + wait)
            } else {
                budgets.note(source.id, adapter.rules, call.label, now: now.monotonic)
                lastCall += 1
                sourceByCall[lastCall] = source.id
                poller.phase = .asked(call: lastCall)
                actions.append(.call(id: lastCall, call))
            }
        }
        pollerByID[source.id] = poller
        return actions
    }

    private func answered(
        _ id: UInt64, _ outcome: HTTPOutcome, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        // An answer that comes after the lease has gone is not used: whoever has it now reads the
        // same again.
        guard let sourceID = sourceByCall.removeValue(forKey: id),
            var poller = pollerByID[sourceID], poller.phase == .asked(call: id),
            let source = try access.source(sourceID), let adapter = access.adapter(source)
        else { return [] }
        guard !poller.asksToken else {
            return try readTokenEnd(&poller, source, adapter, outcome, now: now)
        }
        guard poller.walk == nil else {
            return try readHistory(&poller, source, adapter, outcome, now: now)
        }
        let page: PollPage
        do {
            page = try adapter.readPoll(outcome.answer(), from: try cursor(sourceID))
        } catch let problem as SourceProblem {
            return try failed(poller, problem, source, now: now)
        } catch let error as StoreError {
            throw error
        } catch {
            return try failed(poller, .unreadable("\(error)"), source, now: now)
        }
        poller.status.unreadableCount += page.unreadableCount
        return try begin(&poller, page, source, now: now)
    }

    /// Gives a page to the store; its cursor counts once it is there.
    func store(
        _ page: PollPage, _ poller: inout SourcePoller, _ source: SourceRecord, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        let (edits, entities) = try SourceEdits(store: store, source: source).edits(
            chats: page.chats, messages: page.messages)
        poller.phase = .storing(
            SourcePoller.Reading(page: page, entities: entities, at: now.monotonic))
        givenToStore = source.id
        pollerByID[source.id] = poller
        // What is known already is not recorded again, and then nobody says so: look again soon.
        plannedWake = now.monotonic
        return (edits.isEmpty ? [] : [.record(edits)]) + [.wake(now.monotonic)]
    }

    private func wake(now: Instant) -> [EngineAction] {
        let times = pollerByID.values.compactMap { poller in
            switch poller.phase {
            case .pausing(let end): end
            case .storing(let reading): reading.at + SourcePoller.logWait
            case .asked: nil as MonotonicTime?
            }
        }
        let leases = askedByID.values.map { $0 + Self.askAgainAfter } + leaseTimes(now: now)
        guard let next = (times + leases).filter({ $0 > now.monotonic }).min() else { return [] }
        if let planned = plannedWake, planned > now.monotonic, planned <= next { return [] }
        plannedWake = next
        return [.wake(next)]
    }
}

extension HTTPOutcome {
    /// The answer, or why the source cannot be reached.
    func answer() throws(SourceProblem) -> HTTPAnswer {
        switch self {
        case .success(let answer): return answer
        case .failure(let failure): throw SourceProblem(failure)
        }
    }
}
