package import SkeinWire

#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// The one function that says what a step of an act does, on every replica alike.
///
/// States: queued → claimed → in flight → sent | rejected | queued for the next attempt | unknown,
/// where a person decides. Nothing here depends on a clock, a store or the one who asks: only on
/// the act, the step and its place in the log.
package enum ActReducer {
    /// Bound of the attempts of one act that may have reached the world.
    package static let intentsMax = 64
    /// The longest time a step may ask to wait before the next attempt (ms): a day.
    package static let retryAfterMax: UInt64 = 86_400_000
    /// Bounds of an intent's request deadline (ms).
    package static let deadlineRange: ClosedRange<UInt64> = 30_000...300_000

    package static func apply(
        verb: String, subject: EntityID, arguments: [Value], to act: ActRecord?,
        context: ActContext
    ) -> ActOutcome {
        guard let request = ActRequest(verb: verb, arguments: arguments) else {
            return .void(.malformed)
        }
        guard context.role >= request.verb.role else { return .void(.roleTooLow) }
        if case .enqueue(let wish) = request {
            return act == nil ? .changed(begin(subject, wish, context)) : .void(.alreadyExists)
        }
        guard let act else { return .void(.noSuchAct) }
        return step(request, act, context)
    }

    private static func step(
        _ request: ActRequest, _ act: ActRecord, _ context: ActContext
    ) -> ActOutcome {
        switch request {
        case .enqueue: .void(.alreadyExists)
        case .edit(let version, let text): edit(act, version: version, text: text)
        case .hold(let reason): hold(act, reason: reason)
        case .release(let basis): release(act, basis: basis, context)
        case .cancel: cancel(act)
        case .claim(let attempt): claim(act, attempt: attempt, context)
        case .intent(let plan): intend(act, plan, context)
        case .outcome(let attempt, let report): conclude(act, attempt, report, context)
        case .reconcile(let attempt, let finding): reconcile(act, attempt, finding, context)
        case .decide(let attempt, let decision): decide(act, attempt, decision, context)
        case .expire(let deadline): expire(act, deadline, context)
        }
    }

    private static func begin(
        _ id: EntityID, _ wish: ActWish, _ context: ActContext
    ) -> ActRecord {
        #if PLANTED_BUGS
            var wish = wish
            if planted(.noHoldTime) { wish.hold = 0 }
        #endif
        return ActRecord(
            id: id, lane: wish.lane, resource: wish.resource, author: context.author,
            index: context.index, position: context.position, time: context.logTime,
            basis: wish.basis, text: wish.text, textVersion: 1, attempt: 1,
            state: .queued(
                notBefore: max(context.madeAt + min(wish.hold, retryAfterMax), wish.notBefore)),
            tryingSince: max(context.logTime, wish.notBefore), ambiguousAttempts: 0, intents: [],
            late: nil, possibleDouble: false)
    }
}
