package import SkeinTransport

#if PLANTED_BUGS
    import SkeinCRDT
#endif

extension WildberriesAdapter {
    /// The signature is read fresh from `/chats` before each sending: its validity is not
    /// documented, and old ones are refused.
    package func send(_ reply: OutgoingReply, prepared: [HTTPAnswer]) -> SendStep {
        guard rules.allows(reply.text) else {
            return .stop(.rejected(reason: "text is empty or too long", stopsSource: false))
        }
        guard let answer = prepared.last else { return .prepare(chats()) }
        let list: [JSON]
        do {
            list = try Self.body(answer)["result"]?.items ?? []
        } catch {
            return .stop(Self.verdict(error))
        }
        let chat = list.first { $0["chatID"]?.text == reply.conversation }
        guard let sign = chat?["replySign"]?.text, !sign.isEmpty, sign.utf8.count <= 1024 else {
            // The list has been seen empty while the feed was not: it may be back later.
            return .stop(.notSent(reason: "chat has no reply signature now", wait: .seconds(60)))
        }
        let form = MultipartForm(
            fields: [("replySign", sign), ("message", reply.text)], boundarySeed: reply.attempt)
        return .send(message(form))
    }

    /// Nothing has been sent before the sending call.
    private static func verdict(_ problem: SourceProblem) -> SendVerdict {
        switch problem {
        case .unauthorized(let text), .forbidden(let text):
            .rejected(reason: text, stopsSource: true)
        case .conflict, .limited, .refused, .serverError, .unreachable, .unreadable:
            .notSent(reason: "\(problem.code) \(problem.detail)", wait: problem.wait)
        }
    }

    package func classify(_ outcome: HTTPOutcome) -> SendVerdict {
        switch outcome {
        case .failure(let failure): SendVerdict(failure)
        case .success(let answer): Self.classify(answer)
        }
    }

    private static func classify(_ answer: HTTPAnswer) -> SendVerdict {
        let json = JSON(answer.body)
        let text = "\(answer.status) \(reason(json))"
        switch answer.status {
        case 200: return accepted(json)
        case 429, 420:
            #if PLANTED_BUGS
                if planted(.limitedIsSent) { return .sent(evidence: "0") }
            #endif
            return .notSent(reason: text, wait: wait(answer))
        case 401, 402, 403:
            guard isOwnForm(json) else { return .unknown(reason: text) }
            return .rejected(reason: text, stopsSource: true)
        case 400, 404, 409, 413, 415, 422:
            guard isOwnForm(json) else { return .unknown(reason: text) }
            // The signature was replaced between reading and using it; a new try reads a new one.
            guard !reason(json).contains("Invalid signature") else {
                return .notSent(reason: text, wait: .seconds(5))
            }
            return .rejected(reason: text, stopsSource: false)
        default:
            #if PLANTED_BUGS
                if planted(.serverErrorNotSent) { return .notSent(reason: text, wait: nil) }
            #endif
            return .unknown(reason: text)
        }
    }

    /// No message id is given: the chat and a time must do.
    private static func accepted(_ json: JSON?) -> SendVerdict {
        guard let result = json?["result"], result["chatID"]?.text != nil else {
            return .unknown(reason: "200 without result")
        }
        return .sent(evidence: result["addTime"]?.text ?? "")
    }
}
