import SkeinTransport

extension WildberriesAdapter {
    /// The body of a good answer, or what is wrong with it.
    static func body(_ answer: HTTPAnswer) throws(SourceProblem) -> JSON {
        let json = JSON(answer.body)
        guard answer.status == 200 else { throw problem(answer, json) }
        guard let json, json.isObject else { throw .unreadable("200 without a JSON object") }
        return json
    }

    private static func problem(_ answer: HTTPAnswer, _ json: JSON?) -> SourceProblem {
        let text = reason(json)
        return switch answer.status {
        case 401: .unauthorized(text)
        case 402, 403, 451: .forbidden("\(answer.status) \(text)")
        case 429: .limited(wait: wait(answer))
        case 500...: .serverError(status: answer.status)
        default: .refused(status: answer.status, text)
        }
    }

    /// The words of a problem body (RFC 7807, or the chat service's own form).
    static func reason(_ json: JSON?) -> String {
        let text = json?["detail"]?.text ?? json?["error"]?.text ?? json?["title"]?.text ?? ""
        return ForeignText.reason(text)
    }

    /// Seconds until the next call is allowed.
    static func wait(_ answer: HTTPAnswer) -> Duration? {
        for name in ["X-Ratelimit-Retry", "Retry-After", "X-Ratelimit-Reset"] {
            if let text = answer.header(name), let seconds = Double(text), seconds.isFinite,
                (0...1_000_000).contains(seconds)
            {
                return .milliseconds(Int64((seconds * 1000).rounded(.up)))
            }
        }
        return nil
    }

    /// Whether it is the platform that speaks, not something on the way to it.
    static func isOwnForm(_ json: JSON?) -> Bool {
        guard let json, json.isObject else { return false }
        return ["title", "detail", "error", "requestId"].contains { json[$0]?.text != nil }
    }
}
