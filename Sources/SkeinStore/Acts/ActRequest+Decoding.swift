package import SkeinWire

extension ActRequest {
    /// Nil unless verb and arguments have exactly the known form.
    package init?(verb: String, arguments: [Value]) {
        guard let verb = ActVerb(rawValue: verb) else { return nil }
        var reader = ArgumentReader(arguments)
        guard let request = Self.read(verb, from: &reader), reader.isAtEnd else { return nil }
        self = request
    }

    /// The verb of this step.
    package var verb: ActVerb {
        switch self {
        case .enqueue: .enqueue
        case .edit: .edit
        case .hold: .hold
        case .release: .release
        case .cancel: .cancel
        case .claim: .claim
        case .intent: .intent
        case .outcome: .outcome
        case .reconcile: .reconcile
        case .decide: .decide
        case .expire: .expire
        }
    }

    private static func read(_ verb: ActVerb, from reader: inout ArgumentReader) -> Self? {
        switch verb {
        case .enqueue:
            return readWish(&reader)
        case .edit:
            guard let version = reader.number(), let text = reader.content() else { return nil }
            return .edit(version: version, text: text)
        case .hold:
            return reader.text().map { .hold(reason: $0) }
        case .release:
            return reader.entityOrNull().map { .release(basis: $0) }
        case .cancel:
            return .cancel
        case .claim:
            return reader.number().map { .claim(attempt: $0) }
        case .intent:
            return readPlan(&reader)
        case .outcome:
            return readOutcome(&reader)
        case .reconcile:
            return readFinding(&reader)
        case .decide:
            guard let attempt = reader.number(), let word = reader.text() else { return nil }
            return ActDecision(rawValue: word).map { .decide(attempt: attempt, $0) }
        case .expire:
            return reader.text().flatMap(ActDeadline.init).map { .expire($0) }
        }
    }

    private static func readWish(_ reader: inout ArgumentReader) -> Self? {
        guard let lane = reader.entity(), let resource = reader.entity(),
            let text = reader.content(), let basis = reader.entityOrNull(),
            let hold = reader.number(), let notBefore = reader.number()
        else { return nil }
        return .enqueue(
            ActWish(
                lane: lane, resource: resource, text: text, basis: basis, hold: hold,
                notBefore: notBefore))
    }

    private static func readPlan(_ reader: inout ArgumentReader) -> Self? {
        guard let attempt = reader.number(), let claimIndex = reader.number(),
            let textVersion = reader.number(), let watermark = reader.textOrNull(),
            let hash = reader.bytes(count: 32), let deadline = reader.number()
        else { return nil }
        return .intent(
            ActPlan(
                attempt: attempt, claimIndex: claimIndex, textVersion: textVersion,
                watermark: watermark, bodyHash: hash, deadline: deadline))
    }

    private static func readOutcome(_ reader: inout ArgumentReader) -> Self? {
        guard let attempt = reader.number(), let word = reader.text(), let detail = reader.text()
        else { return nil }
        switch word {
        case "sent":
            return .outcome(attempt: attempt, .sent(evidence: detail))
        case "rejected":
            return reader.flag().map {
                .outcome(attempt: attempt, .rejected(reason: detail, stopsResource: $0))
            }
        case "not-sent":
            return reader.number().map {
                .outcome(attempt: attempt, .notSent(reason: detail, retryAfter: $0))
            }
        case "unknown":
            return reader.flag().map {
                .outcome(attempt: attempt, .unknown(reason: detail, ask: $0))
            }
        default:
            return nil
        }
    }

    private static func readFinding(_ reader: inout ArgumentReader) -> Self? {
        guard let attempt = reader.number(), let word = reader.text() else { return nil }
        switch word {
        case "found":
            return reader.text().map { .reconcile(attempt: attempt, .found(evidence: $0)) }
        case "absent":
            return .reconcile(attempt: attempt, .absent)
        case "undecided":
            return reader.text().map { .reconcile(attempt: attempt, .undecided(reason: $0)) }
        default:
            return nil
        }
    }
}
