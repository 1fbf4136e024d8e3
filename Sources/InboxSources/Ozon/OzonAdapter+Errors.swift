import SkeinTransport

extension OzonAdapter {
    /// A method that was switched off for some minutes, as its refusal says.
    private static let circleWait: Duration = .seconds(60)

    /// The body of a good answer, or what is wrong with it.
    static func body(_ answer: HTTPAnswer) throws(SourceProblem) -> JSON {
        let json = JSON(answer.body)
        guard answer.status == 200 else { throw problem(answer, json) }
        guard let json, json.isObject else { throw .unreadable("200 without a JSON object") }
        return json
    }

    private static func problem(_ answer: HTTPAnswer, _ json: JSON?) -> SourceProblem {
        let text = reason(json)
        switch answer.status {
        case 401: return .unauthorized(text)
        case 403: return concernsKey(text) ? .unauthorized(text) : .forbidden("403 \(text)")
        case 429: return .limited(wait: wait(answer))
        case 400..<500:
            if isRateLimit(text) { return .limited(wait: wait(answer)) }
            if isCircleOpen(text) { return .limited(wait: circleWait) }
            return .refused(status: answer.status, text)
        case 500...: return .serverError(status: answer.status)
        default: return .refused(status: answer.status, text)
        }
    }

    static func classify(_ answer: HTTPAnswer) -> SendVerdict {
        let json = JSON(answer.body)
        let reason = reason(json)
        let text = "\(answer.status) \(reason)"
        switch answer.status {
        case 200:
            guard json?["result"]?.text?.lowercased() == "success" else {
                return .unknown(reason: "200 without success")
            }
            // No id is given: the time must do.
            return .sent(evidence: evidence(answer))
        case 420, 429: return .notSent(reason: text, wait: wait(answer))
        case 400, 401, 403, 404, 409, 413, 415, 422:
            guard isOwnForm(json) else { return .unknown(reason: text) }
            if isRateLimit(reason) { return .notSent(reason: text, wait: wait(answer)) }
            if isCircleOpen(reason) { return .notSent(reason: text, wait: circleWait) }
            // A 403 may be about this chat (its window is over) or about all of them.
            let stops =
                answer.status == 401
                || answer.status == 403 && (concernsKey(reason) || concernsContract(reason))
            return .rejected(reason: text, stopsSource: stops)
        default: return .unknown(reason: text)
        }
    }

    /// The platform's clock at the answer (ms); empty where it does not tell.
    static func evidence(_ answer: HTTPAnswer) -> String {
        Timestamp.http(answer.header("Date")).map { String($0.milliseconds) } ?? ""
    }

    /// The words of an error body.
    private static func reason(_ json: JSON?) -> String {
        ForeignText.reason(json?["message"]?.text ?? "")
    }

    /// Whether it is the platform that speaks, not something on the way to it.
    private static func isOwnForm(_ json: JSON?) -> Bool {
        json?["code"]?.integer != nil && json?["message"]?.text != nil
    }

    /// No header is documented; one that is there is believed.
    private static func wait(_ answer: HTTPAnswer) -> Duration? {
        guard let text = answer.header("Retry-After"), let seconds = Int64(text),
            (0...1_000_000).contains(seconds)
        else { return nil }
        return .seconds(seconds)
    }

    private static func isRateLimit(_ text: String) -> Bool {
        text.lowercased().contains("rate limit")
    }

    private static func isCircleOpen(_ text: String) -> Bool {
        text.lowercased().contains("circle is open")
    }

    private static func concernsKey(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["api-key", "api key", "client-id", "deactivated", "required role"]
            .contains(where: text.contains)
    }

    private static func concernsContract(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["offer not signed", "premium", "subscription"].contains(where: text.contains)
    }
}
