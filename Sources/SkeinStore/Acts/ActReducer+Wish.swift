import SkeinWire

#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// The steps that change what is wished for, valid until an intent stands.
extension ActReducer {
    static func edit(_ act: ActRecord, version: UInt64, text: ContentHash) -> ActOutcome {
        switch act.state {
        case .held, .queued, .claimed, .rejected: break
        case .inflight, .sent, .unknown, .cancelled, .dropped: return .void(.wrongState)
        }
        guard version == act.textVersion + 1 else { return .void(.textOutdated) }
        var act = act
        act.text = text
        act.textVersion = version
        return .changed(act)
    }

    static func hold(_ act: ActRecord, reason: String) -> ActOutcome {
        #if PLANTED_BUGS
            if planted(.holdIgnored) { return .changed(act) }
        #endif
        return switch act.state {
        case .queued, .claimed: .changed(act.with(.held(reason: reason)))
        case .held, .inflight, .sent, .rejected, .unknown, .cancelled, .dropped:
            .void(.wrongState)
        }
    }

    /// Also ends the initial time for recalling; a wait that a failed attempt brought stays.
    static func release(
        _ act: ActRecord, basis: EntityID?, _ context: ActContext
    ) -> ActOutcome {
        switch act.state {
        case .held: break
        case .queued where act.attempt == 1: break
        case .queued, .claimed, .inflight, .sent, .rejected, .unknown, .cancelled, .dropped:
            return .void(.wrongState)
        }
        var act = act.with(.queued(notBefore: context.logTime))
        act.basis = basis ?? act.basis
        act.tryingSince = context.logTime
        return .changed(act)
    }

    static func cancel(_ act: ActRecord) -> ActOutcome {
        switch act.state {
        case .held, .queued, .claimed: .changed(act.with(.cancelled))
        case .inflight, .sent, .rejected, .unknown, .cancelled, .dropped: .void(.wrongState)
        }
    }

    static func decide(
        _ act: ActRecord, _ attempt: UInt64, _ decision: ActDecision, _ context: ActContext
    ) -> ActOutcome {
        guard attempt == act.attempt else { return .void(.wrongAttempt) }
        switch (act.state, decision) {
        case (.unknown, .sent):
            return .changed(
                act.with(.sent(context.evidence(.person, attempt: attempt, detail: ""))))
        case (.unknown, .drop), (.rejected, .drop):
            return .changed(act.with(.dropped))
        case (.unknown, .again), (.rejected, .again):
            guard act.intents.count < intentsMax else { return .void(.tooManyAttempts) }
            var act = act.next(notBefore: context.logTime)
            act.tryingSince = context.logTime
            return .changed(act)
        default:
            return .void(.wrongState)
        }
    }

    static func expire(
        _ act: ActRecord, _ deadline: ActDeadline, _ context: ActContext
    ) -> ActOutcome {
        switch (act.state, deadline) {
        case (.claimed, .claim):
            return .changed(act.with(.queued(notBefore: context.logTime)))
        case (.inflight(var intent), .intent):
            guard intent.reconcileFrom > context.logTime else { return .void(.alreadyKnown) }
            intent.reconcileFrom = context.logTime
            return .changed(act.with(.inflight(intent)))
        default:
            return .void(.wrongState)
        }
    }
}

extension ActRecord {
    func with(_ state: ActState) -> ActRecord {
        var act = self
        act.state = state
        return act
    }

    /// Queued again for the attempt after the current one.
    func next(notBefore: UInt64) -> ActRecord {
        var act = with(.queued(notBefore: notBefore))
        act.attempt += 1
        return act
    }
}

extension ActContext {
    func evidence(_ kind: ActEvidence.Kind, attempt: UInt64, detail: String) -> ActEvidence {
        ActEvidence(kind: kind, attempt: attempt, device: author, time: logTime, detail: detail)
    }
}
