import SkeinTransport

extension HTTPAnswer {
    static func telegramResult(_ result: JSONValue) -> HTTPAnswer {
        .json(200, ["ok": true, "result": result])
    }

    /// - Parameter parameters: A `ResponseParameters` of the Bot API.
    static func telegramError(
        _ code: Int, _ description: String, parameters: JSONValue? = nil,
        headers: [HTTPHeader] = []
    ) -> HTTPAnswer {
        .json(
            code,
            .object(dropping: [
                "ok": false, "error_code": .number(Int64(code)),
                "description": .string(description), "parameters": parameters,
            ]), headers: headers)
    }

    static func telegramFlood(retryAfter seconds: Int64) -> HTTPAnswer {
        telegramError(
            429, "Too Many Requests: retry after \(seconds)",
            parameters: ["retry_after": .number(seconds)],
            headers: [HTTPHeader("Retry-After", String(seconds))])
    }

    static let telegramRestart = telegramError(500, "Internal Server Error: restart")
}
