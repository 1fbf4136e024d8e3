import SkeinCRDT
import SkeinTransport

extension WildberriesEmulator {
    /// The body that the gateway in front of all methods gives.
    mutating func problem(
        _ status: Int, _ title: String, _ detail: String, headers: [HTTPHeader] = [], now: WallTime
    ) -> HTTPAnswer {
        let body: JSONValue = [
            "title": .string(title), "detail": .string(detail),
            "code": .string(random.hex(digits: 12)),
            "requestId": .string(random.hex(digits: 32)), "origin": "s2s-api-auth-catalog",
            "status": .number(Int64(status)), "statusText": .string(Self.statusText(status)),
            "timestamp": .string(now.iso8601),
        ]
        return .json(status, body, type: "application/problem+json", headers: headers)
    }

    mutating func unauthorized(now: WallTime) -> HTTPAnswer {
        problem(401, "unauthorized", "token problem; token is not known here", now: now)
    }

    mutating func forbidden(now: WallTime) -> HTTPAnswer {
        problem(403, "forbidden", "access to this method is denied", now: now)
    }

    mutating func serverError(now: WallTime) -> HTTPAnswer {
        problem(500, "internal server error", "something went wrong", now: now)
    }

    /// - Parameters:
    ///   - retry: Seconds to the next allowed call.
    ///   - reset: Seconds to the full burst.
    mutating func tooMany(retry: Int, reset: Int, burst: Int, now: WallTime) -> HTTPAnswer {
        problem(
            429, "too many requests", "limited by the seller's quota",
            headers: [
                HTTPHeader("X-Ratelimit-Retry", String(retry)),
                HTTPHeader("X-Ratelimit-Reset", String(reset)),
                HTTPHeader("X-Ratelimit-Limit", String(burst)),
            ], now: now)
    }

    /// The body that the chat service itself gives to a bad request.
    mutating func badRequest(_ detail: String, type: String = "application/json") -> HTTPAnswer {
        let body: JSONValue = [
            "status": 400, "title": "Bad Request", "origin": "proxy-chats",
            "detail": .string(detail), "requestId": .string(random.hex(digits: 32)),
            "error": .string(detail),
        ]
        return .json(400, body, type: type)
    }

    private static func statusText(_ status: Int) -> String {
        switch status {
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 429: "Too Many Requests"
        default: "Internal Server Error"
        }
    }
}

extension HTTPAnswer {
    /// What a broken gateway might say with a straight face.
    static let nonsense = HTTPAnswer(
        status: 200, headers: [HTTPHeader("Content-Type", "text/html")],
        body: Array("<html><body>It works!</body></html>".utf8))
}
