package import SkeinWire

/// Steps as edits to be recorded. Texts go in as text here and become content records on the way.
extension Edit {
    /// - Parameters:
    ///   - hold: how long it stays recallable after it is logged (ms).
    ///   - notBefore: calendar time (ms) before which it must not go; 0 if none.
    package static func enqueue(
        _ act: EntityID, lane: EntityID, resource: EntityID, text: String, basis: EntityID?,
        hold: UInt64, notBefore: UInt64 = 0
    ) -> Edit {
        .act(
            verb: ActVerb.enqueue.rawValue, subject: act,
            [
                .value(.bytes(lane.bytes)), .value(.bytes(resource.bytes)), .text(text),
                .value(.entity(basis)), .value(.number(hold)), .value(.number(notBefore)),
            ])
    }

    /// - Parameter version: one more than the version that is being replaced.
    package static func edit(_ act: EntityID, version: UInt64, text: String) -> Edit {
        .act(
            verb: ActVerb.edit.rawValue, subject: act, [.value(.number(version)), .text(text)])
    }

    /// Every other step.
    ///
    /// - Precondition: neither `enqueue` nor `edit`, which carry a text.
    package static func step(_ act: EntityID, _ request: ActRequest) -> Edit {
        .act(verb: request.verb.rawValue, subject: act, request.values.map { .value($0) })
    }
}

extension ActRequest {
    /// The arguments in the order of the table, texts as their hashes.
    package var values: [Value] {
        switch self {
        case .enqueue(let wish):
            [
                .bytes(wish.lane.bytes), .bytes(wish.resource.bytes), .content(wish.text),
                .entity(wish.basis), .number(wish.hold), .number(wish.notBefore),
            ]
        case .edit(let version, let text): [.number(version), .content(text)]
        case .hold(let reason): [.shortText(reason)]
        case .release(let basis): [.entity(basis)]
        case .cancel: []
        case .claim(let attempt): [.number(attempt)]
        case .intent(let plan):
            [
                .number(plan.attempt), .number(plan.claimIndex), .number(plan.textVersion),
                plan.watermark.map { .shortText($0) } ?? .null, .bytes(plan.bodyHash),
                .number(plan.deadline),
            ]
        case .outcome(let attempt, let report): [.number(attempt)] + report.values
        case .reconcile(let attempt, let finding): [.number(attempt)] + finding.values
        case .decide(let attempt, let decision): [.number(attempt), .text(decision.rawValue)]
        case .expire(let deadline): [.text(deadline.rawValue)]
        }
    }
}

extension ActReport {
    fileprivate var values: [Value] {
        switch self {
        case .sent(let evidence): [.text("sent"), .shortText(evidence)]
        case .rejected(let reason, let stops):
            [.text("rejected"), .shortText(reason), .bool(stops)]
        case .notSent(let reason, let retryAfter):
            [.text("not-sent"), .shortText(reason), .number(retryAfter)]
        case .unknown(let reason, let ask): [.text("unknown"), .shortText(reason), .bool(ask)]
        }
    }
}

extension ActFinding {
    fileprivate var values: [Value] {
        switch self {
        case .found(let evidence): [.text("found"), .shortText(evidence)]
        case .absent: [.text("absent")]
        case .undecided(let reason): [.text("undecided"), .shortText(reason)]
        }
    }
}

extension Value {
    fileprivate static func number(_ number: UInt64) -> Value {
        .integer(Int64(clamping: number))
    }

    fileprivate static func entity(_ id: EntityID?) -> Value {
        id.map { .bytes($0.bytes) } ?? .null
    }

    /// Cut to the bound that every reader checks.
    fileprivate static func shortText(_ text: String) -> Value {
        guard text.utf8.count > ActRequest.textBytesMax else { return .text(text) }
        // A scalar has at most four bytes.
        return .text(String(text.unicodeScalars.prefix(ActRequest.textBytesMax / 4)))
    }
}
