import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire

/// From the intent in the verified log to the outcome.
extension DeliverEngine {
    func workInFlight(
        _ act: ActRecord, _ intent: ActIntent, me: DeviceNumber, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        try noteFirstSeen(act, intent, pass.now)
        guard intent.device == me else { return try reconcileWhenDue(act, intent, me: me, &pass) }
        switch jobByAct[act.id] {
        case .intending(let plan)
        where plan.attempt == intent.attempt && plan.claimIndex < intent.index:
            try send(act, plan, &pass)
        case .sending(_, let attempt) where attempt == intent.attempt:
            return
        case .intending, .sending, .preparing:
            drop(act.id)
            try recover(act, intent, &pass)
        case .reconciling, nil:
            guard intent.doubt == nil else {
                return try reconcileWhenDue(act, intent, me: me, &pass)
            }
            try recover(act, intent, &pass)
        }
    }

    /// The own intent stands: one request is written, if the window is still open.
    private func send(
        _ act: ActRecord, _ plan: DeliveryPlan, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard pass.now.monotonic < plan.closes else {
            drop(act.id)
            let verdict = SendVerdict.notSent(reason: "send window closed", wait: .seconds(1))
            return try report(act.id, plan.attempt, verdict, &pass)
        }
        let id = call(plan.call, for: act.id, &pass)
        jobByAct[act.id] = .sending(call: id, attempt: plan.attempt)
    }

    func sent(
        _ act: EntityID, attempt: UInt64, _ outcome: HTTPOutcome, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        guard let record = try store.loggedAct(act),
            let source = try access.source(record.resource), let adapter = access.adapter(source)
        else {
            // The token went away meanwhile: nobody here can read the answer.
            return try report(act, attempt, .unknown(reason: "answer not understood"), &pass)
        }
        let verdict = adapter.classify(outcome)
        if case .success(let answer) = outcome, [420, 429].contains(answer.status),
            case .notSent(_, let wait?) = verdict, let label = adapter.rules.replyLabels.last
        {
            // Others of the account would be refused as well.
            budgets.hold(
                source.id, adapter.rules, label, lane: record.lane,
                until: pass.now.monotonic + min(wait, SourcePoller.waitMax))
        }
        try report(act, attempt, verdict, &pass)
    }

    /// An own attempt of which this object knows nothing: it was made before a restart.
    ///
    /// The mark is set here as the gate would set it. Where that succeeds the gate has not been
    /// passed and, being passed once only, never will be: nothing was sent. Where it was set
    /// already, the attempt may have reached the network and is never made again.
    private func recover(
        _ act: ActRecord, _ intent: ActIntent, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        #if PLANTED_BUGS
            if planted(.doubtIsSent) {
                return try report(act.id, intent.attempt, .sent(evidence: "0"), &pass)
            }
        #endif
        let isNew = store.marker()(Self.mark(act.id, attempt: intent.attempt))
        #if PLANTED_BUGS
            if planted(.markForgotten) {
                return try report(
                    act.id, intent.attempt, .notSent(reason: "stopped", wait: .seconds(1)), &pass)
            }
        #endif
        let verdict: SendVerdict =
            isNew
            ? .notSent(reason: "stopped before sending", wait: .seconds(1))
            : .unknown(reason: "stopped while sending")
        try report(act.id, intent.attempt, verdict, &pass)
    }

    /// Logs what came of an attempt.
    func report(
        _ act: EntityID, _ attempt: UInt64, _ verdict: SendVerdict, _ pass: inout DeliveryPass
    ) throws(StoreError) {
        drop(act)
        let record = try store.loggedAct(act)
        #if PLANTED_BUGS
            let verdict = spoilt(verdict)
        #endif
        switch verdict {
        case .sent(let evidence):
            pass.step(act, .outcome(attempt: attempt, .sent(evidence: evidence)))
        case .rejected(let reason, let stopsSource):
            if stopsSource, let source = record?.resource {
                refusedTokenBySource[source] = access.tokens(source)
                pass.notices.append(
                    Notice(.alarm, "source.refused", subject: source, detail: reason))
            }
            pass.notices.append(Notice(.warning, "reply.rejected", subject: act, detail: reason))
            let report = ActReport.rejected(reason: reason, stopsResource: stopsSource)
            pass.step(act, .outcome(attempt: attempt, report))
        case .notSent(let reason, let wait):
            let told = min(wait ?? .zero, SourcePoller.waitMax)
            let pause = max(told, wait == nil ? Self.backOff(attempt) : .zero)
            let report = ActReport.notSent(
                reason: reason, retryAfter: UInt64(clamping: pause.wholeMilliseconds))
            pass.step(act, .outcome(attempt: attempt, report))
        case .unknown(let reason):
            let source = try record.flatMap { record throws(StoreError) in
                try access.source(record.resource)
            }
            let hasHistory = source.flatMap { access.adapter($0) }?.rules.hasHistory ?? true
            if !hasHistory {
                pass.notices.append(Notice(.alarm, "reply.unknown", subject: act, detail: reason))
            }
            pass.step(act, .outcome(attempt: attempt, .unknown(reason: reason, ask: !hasHistory)))
        }
    }

    /// Two seconds, doubling to five minutes.
    static func backOff(_ attempt: UInt64) -> Duration {
        .seconds(min(1 << min(attempt, 9), 300))
    }

    #if PLANTED_BUGS
        private func spoilt(_ verdict: SendVerdict) -> SendVerdict {
            guard case .unknown(let reason) = verdict else { return verdict }
            if planted(.unknownIsSent) { return .sent(evidence: "0") }
            return planted(.unknownTriedAgain) ? .notSent(reason: reason, wait: nil) : verdict
        }
    #endif
}
