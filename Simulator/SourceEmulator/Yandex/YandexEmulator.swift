package import SkeinCRDT
package import SkeinTransport

/// Yandex Market's Partner API as far as chats go, for any number of cabinets, as a function of its
/// state: no clock, no network.
///
/// Facts and their sources: docs/emulator.md names them.
package struct YandexEmulator: FaultyPlatform, Hashable, Sendable {
    package var quirks = YandexQuirks()
    package var faults = FaultPlan()
    /// Every shop's message applied, in the order of applying.
    package internal(set) var ledger: [LedgerEntry] = []

    var accounts: [YandexAccount] = []
    var random: SplitMix64
    var delayed: [DelayedCall] = []
    private var lastMessageID: Int64 = 0

    /// - Parameters:
    ///   - seed: Names all ids to come.
    ///   - tokens: One cabinet each, of the form `<business id>:<api key>`.
    package init(seed: UInt64, tokens: [String]) {
        random = SplitMix64(seed: seed ^ 0x796D)
        for token in tokens { addAccount(token: token) }
    }

    /// A cabinet of that token; the known one if there is one. Returns the business id.
    @discardableResult
    package mutating func addAccount(token: String, name: String? = nil) -> String {
        let parts = token.split(separator: ":", maxSplits: 1).map(String.init)
        let (business, key) =
            parts.count == 2 ? (Int64(parts[0]) ?? 880_011, parts[1]) : (880_011, token)
        if let known = accounts.firstIndex(where: { $0.business == business }) {
            accounts[known].key = key
        } else {
            accounts.append(
                YandexAccount(
                    business: business, key: key, name: name ?? "Кабинет \(accounts.count + 1)"))
        }
        return String(business)
    }

    /// Answers one call; the host of its URL is ignored.
    package mutating func handle(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        handleWithFaults(call, now: now)
    }

    /// Applies what faults have put off until now.
    package mutating func advance(to now: WallTime) { applyDelayed(to: now) }

    static func serves(_ path: String) -> Bool {
        path.hasPrefix("/v2/businesses/") || path == "/v2/auth/token"
            || path.hasPrefix("/market-file/")
    }

    func isSend(_ call: HTTPCall) -> Bool {
        let path = RequestTarget(call.url).path
        return call.method == "POST"
            && (path.hasSuffix("/chats/message") || path.hasSuffix("/chats/file/send"))
    }

    /// Like the times in microseconds that were seen, and never twice the same.
    mutating func nextMessageID(_ now: WallTime) -> Int64 {
        lastMessageID = max(lastMessageID + 1, now.milliseconds * 1000)
        return lastMessageID
    }

    mutating func serve(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        var answer = carryOut(call, now: now)
        answer.headers.append(HTTPHeader("Date", now.httpDate))
        return .answer(answer)
    }

    private mutating func carryOut(_ call: HTTPCall, now: WallTime) -> HTTPAnswer {
        let target = RequestTarget(call.url)
        guard let key = call.header("Api-Key"), !key.isEmpty else {
            return Self.error(401, "UNAUTHORIZED", "OAuth credentials are not specified")
        }
        guard !key.hasPrefix("Bearer ") else {
            return Self.error(401, "UNAUTHORIZED", "Api-Key token is malformed")
        }
        guard let owner = accounts.firstIndex(where: { $0.key == key && !$0.isRevoked }) else {
            return Self.error(401, "UNAUTHORIZED", "Api-Key is unknown")
        }
        if target.path.hasPrefix("/market-file/") { return file(target.path, of: owner) }
        guard let (resource, index) = resource(call.method, target.path, owner: owner) else {
            return Self.error(404, "NOT_FOUND", "Resource not found")
        }
        guard let index, accounts[index].key == key else {
            return Self.error(403, "FORBIDDEN", "Access to API denied for the business")
        }
        let verdict = accounts[index].charge(resource, now: now)
        let headers = [
            HTTPHeader("X-RateLimit-Resource-Limit", String(verdict.limit)),
            HTTPHeader("X-RateLimit-Resource-Remaining", String(verdict.remaining)),
            HTTPHeader("X-RateLimit-Resource-Until", verdict.until.httpDate),
        ]
        var answer =
            verdict.isAllowed || !quirks.hasRateLimits
            ? carryOut(resource, of: index, call, target, now: now)
            : Self.error(
                420, "METHOD_FAILURE",
                "Hit rate limit of \(verdict.limit) requests per period for resource "
                    + resource.rawValue)
        answer.headers += headers
        return answer
    }

    private mutating func carryOut(
        _ resource: YandexAccount.Resource, of index: Int, _ call: HTTPCall,
        _ target: RequestTarget, now: WallTime
    ) -> HTTPAnswer {
        if resource == .file { return sendFile(index, call, target.query, now: now) }
        guard let body = JSONValue(call.body.isEmpty ? Array("{}".utf8) : call.body),
            case .object = body
        else { return Self.error(400, "BAD_REQUEST", "Request body is not readable") }
        guard call.body.count <= 512 << 10 else {
            return Self.error(400, "BAD_REQUEST", "The request is too big")
        }
        switch resource {
        case .chats: return chats(index, target.query, body, now: now)
        case .chat: return chat(index, target.query, now: now)
        case .history: return history(index, target.query, body, now: now)
        case .getMessage: return message(index, target.query, now: now)
        case .message: return sendMessage(index, target.query, body, now: now)
        case .create: return create(index, body, now: now)
        case .token:
            return .json(
                200,
                [
                    "status": "OK",
                    "result": [
                        "apiKey": ["name": "skein", "authScopes": [.string(scope)]]
                    ],
                ])
        case .file: return Self.error(404, "NOT_FOUND", "Resource not found")
        }
    }

    private var scope: String { quirks.maySend ? "COMMUNICATION" : "ALL_METHODS_READ_ONLY" }

    /// The method, and the cabinet that the path names; nil for no such method, or no such cabinet.
    private func resource(
        _ verb: String, _ path: String, owner: Int
    ) -> (YandexAccount.Resource, Int?)? {
        if (verb, path) == ("POST", "/v2/auth/token") { return (.token, owner) }
        let pieces = path.split(separator: "/").map(String.init)
        guard pieces.count >= 4, pieces[0] == "v2", pieces[1] == "businesses" else { return nil }
        let index = accounts.firstIndex { String($0.business) == pieces[2] }
        let resource: YandexAccount.Resource? =
            switch (verb, pieces[3...].joined(separator: "/")) {
            case ("POST", "chats"): .chats
            case ("GET", "chat"): .chat
            case ("POST", "chats/history"): .history
            case ("GET", "chats/message"): .getMessage
            case ("POST", "chats/message"): .message
            case ("POST", "chats/file/send"): .file
            case ("POST", "chats/new"): .create
            default: nil
            }
        return resource.map { ($0, index) }
    }

    // MARK: Refusals

    static func error(_ status: Int, _ code: String, _ message: String) -> HTTPAnswer {
        .json(
            status,
            [
                "status": "ERROR",
                "errors": [["code": .string(code), "message": .string(message)]],
            ])
    }

    /// There is no 429 and no `Retry-After`.
    mutating func refusal(_ fault: Fault, now: WallTime) -> HTTPAnswer {
        var answer: HTTPAnswer =
            switch fault.kind {
            case .tooMany:
                Self.error(
                    420, "METHOD_FAILURE",
                    "Hit rate limit of 1000 requests per period for resource message")
            case .unauthorized: Self.error(401, "UNAUTHORIZED", "Api-Key is unknown")
            case .forbidden: Self.error(403, "FORBIDDEN", "Access denied by scopes")
            default: Self.error(500, "INTERNAL_ERROR", "Internal server error")
            }
        answer.headers.append(HTTPHeader("Date", now.httpDate))
        if fault.kind == .tooMany {
            answer.headers += [
                HTTPHeader("X-RateLimit-Resource-Limit", "1000"),
                HTTPHeader("X-RateLimit-Resource-Remaining", "0"),
                HTTPHeader("X-RateLimit-Resource-Until", (now + fault.delay).httpDate),
            ]
        }
        return answer
    }
}
