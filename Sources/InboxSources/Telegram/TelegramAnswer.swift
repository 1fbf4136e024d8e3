import SkeinTransport

/// One answer of the Bot API: `{ok: true, result}` or `{ok: false, error_code, description}`.
struct TelegramAnswer: Hashable, Sendable {
    let status: Int
    let body: JSON?
    private let retryAfterHeader: String?

    init(_ answer: HTTPAnswer) {
        status = answer.status
        body = JSON(answer.body)
        retryAfterHeader = answer.header("Retry-After")
    }

    /// Whether it is the platform that speaks, not something on the way to it.
    var isOwnForm: Bool { body?["ok"]?.flag != nil }

    var description: String { ForeignText.reason(body?["description"]?.text ?? "") }

    var wait: Duration? {
        let seconds =
            body?["parameters"]?["retry_after"]?.integer ?? retryAfterHeader.flatMap { Int64($0) }
        return seconds.flatMap { (0...1_000_000).contains($0) ? .seconds($0) : nil }
    }

    func result() throws(SourceProblem) -> JSON {
        guard status == 200 else { throw problem }
        guard body?["ok"]?.flag == true, let result = body?["result"] else {
            throw .unreadable("200 without ok and result")
        }
        return result
    }

    private var problem: SourceProblem {
        switch status {
        case 401, 421: .unauthorized(description)
        // The server says so of a token that is no token.
        case 404 where description == "Not Found": .unauthorized(description)
        case 403: .forbidden(description)
        case 409: .conflict(description)
        case 420, 429: .limited(wait: wait)
        case 500...: .serverError(status: status)
        default: .refused(status: status, description)
        }
    }
}
