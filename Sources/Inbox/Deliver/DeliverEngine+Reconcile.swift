import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire

/// Settling attempts whose end nobody saw, by whoever can read the platform's history.
extension DeliverEngine {
    /// Others leave the attempt's own device this much more time.
    static let othersReconcileWait: Duration = .seconds(15)

    /// Remembers, also over restarts within one boot, since when an intent has been known here.
    func noteFirstSeen(
        _ act: ActRecord, _ intent: ActIntent, _ now: Instant
    ) throws(StoreError) {
        let mark = Self.mark(act.id, attempt: intent.attempt)
        guard firstSeenByMark[mark] == nil else { return }
        let key = "deliver/seen/" + Hex.encode(mark)
        if let stored = try store.local(key) {
            let parts = String(decoding: stored, as: UTF8.self).split(separator: " ")
            if parts.count == 2, parts[0] == bootID, let time = Int64(parts[1]),
                time <= now.monotonic.milliseconds
            {
                firstSeenByMark[mark] = MonotonicTime(milliseconds: time)
                return
            }
        }
        firstSeenByMark[mark] = now.monotonic
        try store.setLocal(key, Array("\(bootID) \(now.monotonic.milliseconds)".utf8))
    }

    /// Both clocks must have passed the quarantine: the log's, and this device's own.
    func reconcileWhenDue(
        _ act: ActRecord, _ intent: ActIntent, me: DeviceNumber, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard isOnline, let source = try access.source(act.resource),
            let adapter = access.adapter(source)
        else { return drop(act.id) }
        let now = pass.now.monotonic
        let seen = firstSeenByMark[Self.mark(act.id, attempt: intent.attempt)] ?? now
        var due = max(
            seen + .milliseconds(Int64(clamping: intent.quarantine)),
            clock.moment(intent.reconcileFrom, now: now))
        if intent.device != me { due = due + Self.othersReconcileWait }
        guard due <= now else { return pass.wakes.append(due) }
        guard adapter.rules.hasHistory else {
            return pass.step(
                act.id,
                .reconcile(attempt: intent.attempt, .undecided(reason: "no history to look into")))
        }
        if case .reconciling(var running)? = jobByAct[act.id], running.attempt == intent.attempt {
            guard running.call == nil else { return }
            guard running.pausedUntil.map({ $0 <= now }) ?? true else {
                if let end = running.pausedUntil { pass.wakes.append(end) }
                return
            }
            ask(act, &running, adapter, &pass)
        } else {
            var fresh = try start(act, intent)
            ask(act, &fresh, adapter, &pass)
        }
    }

    private func start(
        _ act: ActRecord, _ intent: ActIntent
    ) throws(StoreError) -> Reconciliation {
        let chat = try chatFact(act.lane)
        return Reconciliation(
            attempt: intent.attempt,
            query: HistoryQuery(
                conversation: chat?.conversation ?? "",
                after: intent.watermark.map { HistoryMark($0) }))
    }

    private func ask(
        _ act: ActRecord, _ reconciliation: inout Reconciliation, _ adapter: any SourceAdapter,
        _ pass: inout DeliveryPass
    ) {
        guard let call = adapter.history(reconciliation.query) else { return }
        let now = pass.now.monotonic
        let wait = budgets.wait(act.resource, adapter.rules, call.label, now: now)
        guard wait == .zero else {
            reconciliation.pausedUntil = now + wait
            jobByAct[act.id] = .reconciling(reconciliation)
            return pass.wakes.append(now + wait)
        }
        budgets.note(act.resource, adapter.rules, call.label, now: now)
        reconciliation.pausedUntil = nil
        reconciliation.call = self.call(call, for: act.id, &pass)
        jobByAct[act.id] = .reconciling(reconciliation)
    }

    func read(
        _ act: EntityID, _ reconciliation: Reconciliation, _ outcome: HTTPOutcome,
        _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard let record = try store.loggedAct(act), case .inflight(let intent) = record.state,
            intent.attempt == reconciliation.attempt,
            let source = try access.source(record.resource), let adapter = access.adapter(source)
        else { return drop(act) }
        var running = reconciliation
        running.call = nil
        jobByAct[act] = .reconciling(running)
        switch readPage(adapter, running.query, outcome) {
        case .failure(let problem):
            running.failures += 1
            let pause = max(problem.wait ?? .zero, Self.backOff(UInt64(running.failures)))
            running.pausedUntil = pass.now.monotonic + pause
            jobByAct[act] = .reconciling(running)
        case .success(let page):
            pass.edits += try SourceEdits(store: store, source: source).edits(
                chats: [], messages: page.messages
            ).edits
            for message in page.messages { running.found[message.id] = message }
            running.newest = [running.newest, page.newest].compactMap { $0 }.max()
            running.failures = 0
            running.query.page = page.next
            running.query.after = page.mark
            guard page.next == nil else { return ask(record, &running, adapter, &pass) }
            try finishReading(record, intent, running, &pass)
        }
    }

    /// Two readings, apart: what showed up in neither was not there.
    private func finishReading(
        _ act: ActRecord, _ intent: ActIntent, _ reconciliation: Reconciliation,
        _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard reconciliation.readings > 0 else {
            var second = try start(act, intent)
            second.readings = 1
            let pause = store.log?.membership.policy.rereadMilliseconds ?? 0
            second.pausedUntil = pass.now.monotonic + .milliseconds(Int64(clamping: pause))
            jobByAct[act.id] = .reconciling(second)
            return
        }
        drop(act.id)
        let matcher = EchoMatcher(store: store, act: act)
        var echoes: [EchoMatcher.Echo] = []
        for message in reconciliation.found.values
        where try matcher.isCandidate(message, after: intent) {
            echoes.append(EchoMatcher.Echo(id: message.id, sent: message.sent))
        }
        let finding = try matcher.finding(
            echoes, isFresh: isFresh(reconciliation.newest, intent))
        if case .undecided(let reason) = finding {
            pass.notices.append(
                Notice(.alarm, "reply.unknown", subject: act.id, detail: reason))
        }
        pass.step(act.id, .reconcile(attempt: intent.attempt, finding))
    }

    /// Whether the history reaches beyond the last moment at which the request can have been
    /// written: then it is not an old copy.
    private func isFresh(_ newest: WallTime?, _ intent: ActIntent) -> Bool {
        let last = intent.time + intent.sendWindow + intent.deadline
        return newest.map { UInt64(clamping: $0.milliseconds) > last } ?? false
    }
}
