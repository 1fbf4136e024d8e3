import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinWire

/// Claiming: the log gives each attempt to one device.
extension DeliverEngine {
    /// Others leave the author's device this long to begin, so that claims rarely meet.
    static let othersWait: Duration = .seconds(3)

    /// - Parameter notBefore: log time (ms) from which a claim is valid.
    func claim(
        _ act: ActRecord, notBefore: UInt64, _ outbox: OpenActs, me: DeviceNumber,
        _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard isOnline, outbox.isNext(act), let source = try access.source(act.resource),
            let adapter = adapter(source)
        else { return }
        let now = pass.now.monotonic
        guard isDue(notBefore, pass.now) else {
            pass.wakes.append(clock.moment(notBefore, now: now))
            return
        }
        var start = nextStartBySource[source.id] ?? now
        if let again = claimAgainByAct[act.id] {
            start = max(start, again.time)
        } else if act.author != me {
            claimAgainByAct[act.id] = (now + Self.othersWait, 0)
            start = max(start, now + Self.othersWait)
        }
        let rules = adapter.rules
        start = max(start, now + budgetWait(act, source, rules, now))
        guard start <= now else {
            pass.wakes.append(start)
            return
        }
        // One of the calls at once is the poll's.
        let jobsMax = rules.parallelMax.map { max($0 - 1, 1) } ?? Self.jobsMaxPerSource
        guard jobCount(source.id, outbox) < min(jobsMax, Self.jobsMaxPerSource) else { return }
        promise(act, source, rules, now)
        nextStartBySource[source.id] =
            now
            + .milliseconds(rules.period.wholeMilliseconds / Int64(max(rules.callsPerPeriod, 1)))
        let tries = (claimAgainByAct[act.id]?.tries ?? 0) + 1
        claimAgainByAct[act.id] = (now + .seconds(min(2 << min(tries, 5), 60)), tries)
        pass.step(act.id, .claim(attempt: act.attempt))
    }

    /// Whether the log's clock shows that time by now: as far as can be known from the log, or by
    /// this device's own clock. A wrong guess costs one void claim.
    private func isDue(_ logTime: UInt64, _ now: Instant) -> Bool {
        max(clock.now(now.monotonic), UInt64(clamping: now.wall.milliseconds)) >= logTime
    }

    /// The adapter of a source, unless its token has been refused and is still the same.
    func adapter(_ source: SourceRecord) -> (any SourceAdapter)? {
        if let refused = refusedTokenBySource[source.id] {
            guard access.tokens(source.id) != refused else { return nil }
            refusedTokenBySource[source.id] = nil
        }
        return access.adapter(source)
    }

    /// Until all calls of a reply may be made. What would take too long to look into is left out.
    private func budgetWait(
        _ act: ActRecord, _ source: SourceRecord, _ rules: SourceRules, _ now: MonotonicTime
    ) -> Duration {
        let waits = rules.replyLabels.map {
            budgets.wait(source.id, rules, $0, lane: act.lane, now: now)
        }
        let history = rules.historyLabel.map {
            budgets.wait(source.id, rules, $0, calls: rules.historyCalls, now: now)
        }
        let bearable = history.flatMap { $0 <= Self.historyWaitMax ? $0 : nil }
        return max(waits.max() ?? .zero, bearable ?? .zero)
    }

    /// From here on the reply may be sent at any moment.
    private func promise(
        _ act: ActRecord, _ source: SourceRecord, _ rules: SourceRules, _ now: MonotonicTime
    ) {
        for label in rules.replyLabels {
            budgets.note(source.id, rules, label, lane: act.lane, now: now)
        }
        historyPromised.remove(act.id)
        guard let label = rules.historyLabel,
            budgets.wait(source.id, rules, label, calls: rules.historyCalls, now: now) == .zero
        else { return }
        for _ in 0..<rules.historyCalls { budgets.note(source.id, rules, label, now: now) }
        historyPromised.insert(act.id)
    }

    private func jobCount(_ source: EntityID, _ outbox: OpenActs) -> Int {
        jobByAct.filter { id, job in
            if case .reconciling = job { return false }
            return outbox.actByID[id]?.resource == source
        }.count
    }
}
