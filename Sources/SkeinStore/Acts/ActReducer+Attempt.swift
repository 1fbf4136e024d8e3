import SkeinCRDT
import SkeinWire

/// The steps of one attempt, taken by a device that has the resource's secret.
extension ActReducer {
    static func claim(
        _ act: ActRecord, attempt: UInt64, _ context: ActContext
    ) -> ActOutcome {
        guard attempt == act.attempt else { return .void(.wrongAttempt) }
        switch act.state {
        case .queued(let notBefore):
            guard context.logTime >= notBefore else { return .void(.tooEarly) }
        case .claimed(let claim):
            guard claim.device != context.author else { return .void(.alreadyKnown) }
            guard
                !context.isActive(claim.device)
                    || context.logTime >= claim.time + context.policy.claimMilliseconds
            else { return .void(.tooEarly) }
        case .held, .inflight, .sent, .rejected, .unknown, .cancelled, .dropped:
            return .void(.wrongState)
        }
        guard !context.isLaneBusy else { return .void(.laneBusy) }
        let claim = ActClaim(device: context.author, index: context.index, time: context.logTime)
        return .changed(act.with(.claimed(claim)))
    }

    static func intend(
        _ act: ActRecord, _ plan: ActPlan, _ context: ActContext
    ) -> ActOutcome {
        guard plan.attempt == act.attempt else { return .void(.wrongAttempt) }
        guard case .claimed(let claim) = act.state else { return .void(.wrongState) }
        guard claim.device == context.author, claim.index == plan.claimIndex else {
            return .void(.notTheClaimer)
        }
        guard plan.textVersion == act.textVersion else { return .void(.textOutdated) }
        guard deadlineRange.contains(plan.deadline) else { return .void(.malformed) }
        guard act.intents.count < intentsMax else { return .void(.tooManyAttempts) }
        let intent = ActIntent(plan, context)
        var act = act.with(.inflight(intent))
        act.intents.append(intent)
        return .changed(act)
    }

    static func conclude(
        _ act: ActRecord, _ attempt: UInt64, _ report: ActReport, _ context: ActContext
    ) -> ActOutcome {
        if case .sent(let evidence) = report {
            guard let intent = act.intent(attempt: attempt) else { return .void(.wrongAttempt) }
            guard intent.device == context.author else { return .void(.notTheClaimer) }
            return succeed(act, context.evidence(.answer, attempt: attempt, detail: evidence))
        }
        guard attempt == act.attempt else { return .void(.wrongAttempt) }
        guard let device = act.attemptingDevice else { return .void(.wrongState) }
        guard device == context.author else { return .void(.notTheClaimer) }
        switch report {
        case .sent, .rejected:
            guard case .rejected(let reason, let stops) = report else { return .void(.malformed) }
            return .changed(
                act.withoutIntent(attempt)
                    .orLate(.rejected(reason: reason, stopsResource: stops)))
        case .notSent(let reason, let wait):
            return notSent(act.withoutIntent(attempt), reason: reason, wait: wait, context)
        case .unknown(let reason, let ask):
            return doubt(act, reason: reason, ask: ask)
        }
    }

    /// Certainly nothing happened: the next attempt, until the time for trying is over.
    private static func notSent(
        _ act: ActRecord, reason: String, wait: UInt64, _ context: ActContext
    ) -> ActOutcome {
        guard act.late == nil else { return .changed(act.orLate(act.state)) }
        let isOver =
            context.logTime >= act.tryingSince + context.policy.deliveryExpiryMilliseconds
        guard !isOver else { return .changed(act.with(.unknown(reason: "expired: \(reason)"))) }
        return .changed(act.next(notBefore: context.logTime + min(wait, retryAfterMax)))
    }

    /// The device that tried cannot tell: a person is asked, or history after the quarantine.
    private static func doubt(_ act: ActRecord, reason: String, ask: Bool) -> ActOutcome {
        guard case .inflight(var intent) = act.state else { return .void(.wrongState) }
        guard intent.doubt == nil else { return .void(.alreadyKnown) }
        guard !ask else { return .changed(act.giveUp(reason: reason)) }
        intent.doubt = reason
        return .changed(act.with(.inflight(intent)))
    }
}

extension ActRecord {
    /// Whose attempt is under way.
    var attemptingDevice: DeviceNumber? {
        switch state {
        case .claimed(let claim): claim.device
        case .inflight(let intent): intent.device
        default: nil
        }
    }

    /// Without an attempt that certainly did not reach the world.
    func withoutIntent(_ attempt: UInt64) -> ActRecord {
        var act = self
        act.intents.removeAll { $0.attempt == attempt }
        return act
    }

    /// That state, unless an earlier attempt turned out to have succeeded: then sent, and, as the
    /// current attempt came to nothing, not doubled by it.
    func orLate(_ state: ActState) -> ActRecord {
        guard let late else { return with(state) }
        var act = with(.sent(late))
        act.late = nil
        act.possibleDouble = false
        return act
    }

    /// Nobody can know what became of the current attempt.
    func giveUp(reason: String) -> ActRecord {
        var act = self
        act.ambiguousAttempts += 1
        guard let late = act.late else { return act.with(.unknown(reason: reason)) }
        act.late = nil
        return act.with(.sent(late))
    }
}
