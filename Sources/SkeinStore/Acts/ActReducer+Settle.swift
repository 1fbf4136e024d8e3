import SkeinWire

/// The steps that settle attempts whose end nobody saw.
extension ActReducer {
    static func reconcile(
        _ act: ActRecord, _ attempt: UInt64, _ finding: ActFinding, _ context: ActContext
    ) -> ActOutcome {
        guard let intent = act.intent(attempt: attempt) else { return .void(.wrongAttempt) }
        let current = act.current(attempt: attempt) ?? intent
        guard context.logTime >= current.reconcileFrom else { return .void(.tooEarly) }
        if case .found(let evidence) = finding {
            return succeed(act, context.evidence(.history, attempt: attempt, detail: evidence))
        }
        guard case .inflight(let open) = act.state, open.attempt == attempt else {
            return .void(.wrongState)
        }
        guard case .undecided(let reason) = finding else { return absent(act, open, context) }
        return .changed(act.giveUp(reason: reason))
    }

    private static func absent(
        _ act: ActRecord, _ intent: ActIntent, _ context: ActContext
    ) -> ActOutcome {
        guard act.late == nil, act.ambiguousAttempts + 1 < intent.attemptsMax else {
            return .changed(act.giveUp(reason: "attempts exhausted"))
        }
        var act = act.next(notBefore: context.logTime)
        act.ambiguousAttempts += 1
        return .changed(act)
    }

    /// News that an attempt succeeded, whenever it comes. While a later attempt is under way or
    /// may have reached the world, or after a person gave the act up, it may be a double.
    static func succeed(_ act: ActRecord, _ evidence: ActEvidence) -> ActOutcome {
        var act = act
        switch act.state {
        case .inflight(let intent) where intent.attempt != evidence.attempt:
            guard act.late == nil else { return .void(.alreadyKnown) }
            act.late = evidence
            act.possibleDouble = true
            return .changed(act)
        case .sent(let known):
            return succeedAgain(act, known, evidence)
        case .cancelled, .dropped:
            act.possibleDouble = true
        case .unknown, .rejected:
            let laterMayHaveArrived = act.intents.contains { $0.attempt > evidence.attempt }
            act.possibleDouble = act.possibleDouble || laterMayHaveArrived
        case .held, .queued, .claimed, .inflight:
            break
        }
        return .changed(act.with(.sent(evidence)))
    }

    private static func succeedAgain(
        _ act: ActRecord, _ known: ActEvidence, _ evidence: ActEvidence
    ) -> ActOutcome {
        var act = act
        if known.attempt == evidence.attempt {
            // A person's word gives way to a fact about the same attempt.
            guard known.kind == .person else { return .void(.alreadyKnown) }
            return .changed(act.with(.sent(evidence)))
        }
        let isSameFind =
            known.kind == .history && evidence.kind == .history
            && known.detail == evidence.detail
        guard !isSameFind, !act.possibleDouble else { return .void(.alreadyKnown) }
        act.possibleDouble = true
        return .changed(act)
    }
}

extension ActRecord {
    /// The intent in flight, whose terms an `expire` may have changed.
    func current(attempt: UInt64) -> ActIntent? {
        guard case .inflight(let intent) = state, intent.attempt == attempt else { return nil }
        return intent
    }
}
