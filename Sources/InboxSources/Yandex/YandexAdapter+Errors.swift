import SkeinCRDT
import SkeinTransport

extension YandexAdapter {
    /// While a cabinet is being moved, nothing can be done in it.
    private static let movingWait: Duration = .seconds(600)
    private static let limitWait: Duration = .seconds(60)

    /// What a good answer carries, or what is wrong with it.
    static func result(_ answer: HTTPAnswer) throws(SourceProblem) -> JSON {
        let json = JSON(answer.body)
        guard answer.status == 200 else { throw problem(answer, json) }
        guard json?["status"]?.text == "OK", let result = json?["result"], result.isObject else {
            throw .unreadable("200 without status and result")
        }
        return result
    }

    private static func problem(_ answer: HTTPAnswer, _ json: JSON?) -> SourceProblem {
        let text = reason(json)
        return switch answer.status {
        case 401: .unauthorized(text)
        case 403: .forbidden("403 \(text)")
        case 420, 429: .limited(wait: wait(answer, text))
        case 423: .limited(wait: movingWait)
        case 500...: .serverError(status: answer.status)
        default: .refused(status: answer.status, text)
        }
    }

    static func classify(_ answer: HTTPAnswer) -> SendVerdict {
        let json = JSON(answer.body)
        let reason = reason(json)
        let text = "\(answer.status) \(reason)"
        switch answer.status {
        case 200:
            guard json?["status"]?.text == "OK" else {
                return .unknown(reason: "200 without status OK")
            }
            // No id is given: the time must do.
            let time = Timestamp.http(answer.header("Date"))
            return .sent(evidence: time.map { String($0.milliseconds) } ?? "")
        case 420, 429: return .notSent(reason: text, wait: wait(answer, reason))
        case 423:
            guard isOwnForm(json) else { return .unknown(reason: text) }
            return .notSent(reason: text, wait: movingWait)
        // 403: the key, its scope or the cabinet; never one chat alone.
        case 401, 403:
            guard isOwnForm(json) else { return .unknown(reason: text) }
            return .rejected(reason: text, stopsSource: true)
        case 400, 404, 405, 409, 413, 415, 422:
            guard isOwnForm(json) else { return .unknown(reason: text) }
            return .rejected(reason: text, stopsSource: false)
        default: return .unknown(reason: text)
        }
    }

    /// The words of an error body.
    private static func reason(_ json: JSON?) -> String {
        let first = json?["errors"]?.items.first
        let words = [first?["code"]?.text, first?["message"]?.text].compactMap { $0 }
        return ForeignText.reason(words.joined(separator: ": "))
    }

    /// Whether it is the platform that speaks, not something on the way to it.
    private static func isOwnForm(_ json: JSON?) -> Bool { json?["status"]?.text == "ERROR" }

    /// Either too many calls at once, which is over in a moment, or an hour's worth of them, which
    /// a header gives the end of.
    private static func wait(_ answer: HTTPAnswer, _ text: String) -> Duration {
        if text.contains("parallel") { return .seconds(1) }
        guard let end = Timestamp.http(answer.header("X-RateLimit-Resource-Until")),
            let now = Timestamp.http(answer.header("Date"))
        else { return limitWait }
        return min(max(end - now, .seconds(1)), .seconds(3600))
    }
}
