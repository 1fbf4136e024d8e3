package import SkeinCRDT
package import SkeinTransport

/// Ozon's Seller API as far as chats go, for any number of sellers, as a function of its state: no
/// clock, no network.
///
/// Facts and their sources: docs/emulator.md names them.
package struct OzonEmulator: FaultyPlatform, Hashable, Sendable {
    package var quirks = OzonQuirks()
    package var faults = FaultPlan()
    /// Every seller's message applied, in the order of applying.
    package internal(set) var ledger: [LedgerEntry] = []

    var accounts: [OzonAccount] = []
    var random: SplitMix64
    var delayed: [DelayedCall] = []
    /// Ids are of one row for the whole platform.
    private var lastMessageID: UInt64 = 3_000_000_003_511_120_000

    /// - Parameters:
    ///   - seed: Names all ids to come.
    ///   - tokens: One seller each, of the form `<client id>:<api key>`.
    package init(seed: UInt64, tokens: [String]) {
        random = SplitMix64(seed: seed ^ 0x6F7A)
        for token in tokens { addAccount(token: token) }
    }

    /// A seller of that token; the known one if there is one. Returns the client id.
    @discardableResult
    package mutating func addAccount(
        token: String, name: String? = nil, expires: WallTime? = nil
    ) -> String {
        let parts = token.split(separator: ":", maxSplits: 1).map(String.init)
        let (clientID, key) = parts.count == 2 ? (parts[0], parts[1]) : ("1000", token)
        if let known = accounts.firstIndex(where: { $0.clientID == clientID }) {
            accounts[known].key = key
            if let expires { accounts[known].expiresAt = expires }
            return clientID
        }
        accounts.append(
            OzonAccount(
                clientID: clientID, key: key, name: name ?? "Продавец \(accounts.count + 1)",
                expiresAt: expires ?? WallTime(milliseconds: 4_102_444_800_000)))
        return clientID
    }

    /// Answers one call; the host of its URL is ignored.
    package mutating func handle(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        handleWithFaults(call, now: now)
    }

    /// Applies what faults have put off until now.
    package mutating func advance(to now: WallTime) { applyDelayed(to: now) }

    static let pathPrefixes = ["/v1/chat/", "/v2/chat/", "/v3/chat/", "/v1/roles"]

    static func serves(_ path: String) -> Bool { pathPrefixes.contains(where: path.hasPrefix) }

    func isSend(_ call: HTTPCall) -> Bool {
        RequestTarget(call.url).path.hasPrefix("/v1/chat/send/")
    }

    mutating func nextMessageID() -> UInt64 {
        lastMessageID += 1
        return lastMessageID
    }

    mutating func serve(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        var answer = carryOut(call, now: now)
        answer.headers.append(HTTPHeader("Date", now.httpDate))
        return .answer(answer)
    }

    private mutating func carryOut(_ call: HTTPCall, now: WallTime) -> HTTPAnswer {
        let path = RequestTarget(call.url).path
        guard call.header("Client-Id") != nil, call.header("Api-Key") != nil else {
            return Self.error(403, 16, "Client-Id and Api-Key headers are required")
        }
        guard let index = account(call) else {
            return Self.error(403, 7, "Invalid Api-Key, please contact support")
        }
        guard !accounts[index].isRevoked, now < accounts[index].expiresAt else {
            return Self.error(
                403, 7, "Api-Key is deactivated, use another one or generate a new one")
        }
        if quirks.hasRateLimits, case .limited = accounts[index].bucket.take(now: now) {
            return Self.tooMany
        }
        if path.hasPrefix("/v2/chat/file/"), call.method == "GET" { return file(path, of: index) }
        guard call.method == "POST" else { return Self.error(404, 5, "404 page not found") }
        guard let body = JSONValue(call.body.isEmpty ? Array("{}".utf8) : call.body),
            case .object = body
        else { return Self.error(400, 3, "proto: syntax error (line 1:1): unexpected token") }
        switch path {
        case "/v1/roles": return roles(accounts[index])
        case "/v3/chat/list": return list(index, body, now: now)
        case "/v3/chat/history": return history(index, body, now: now)
        case "/v1/chat/send/message": return sendMessage(index, body, now: now)
        case "/v1/chat/send/file": return sendFile(index, body, now: now)
        case "/v1/chat/start": return start(index, body, now: now)
        case "/v2/chat/read": return read(index, body, now: now)
        default: return Self.error(404, 5, "404 page not found")
        }
    }

    private func account(_ call: HTTPCall) -> Int? {
        let (id, key) = (call.header("Client-Id"), call.header("Api-Key"))
        return accounts.firstIndex { $0.clientID == id && $0.key == key }
    }

    private func roles(_ account: OzonAccount) -> HTTPAnswer {
        .json(
            200,
            [
                "expires_at": .string(account.expiresAt.iso8601Milliseconds),
                "roles": [
                    ["name": "Chats", "methods": ["/v3/chat/list", "/v1/chat/send/message"]]
                ],
            ])
    }

    // MARK: Refusals

    static func error(_ status: Int, _ code: Int64, _ message: String) -> HTTPAnswer {
        .json(status, ["code": .number(code), "message": .string(message), "details": []])
    }

    static var tooMany: HTTPAnswer {
        error(429, 8, "You have reached request rate limit per second")
    }

    mutating func refusal(_ fault: Fault, now: WallTime) -> HTTPAnswer {
        var answer: HTTPAnswer =
            switch fault.kind {
            case .tooMany: Self.tooMany
            case .unauthorized: Self.error(401, 16, "Api-Key is deactivated")
            case .forbidden:
                Self.error(403, 7, "Api-Key is missing a required role for the method")
            default: Self.error(500, 13, "internal error")
            }
        // No header is documented; a gateway may add the usual one.
        if fault.kind == .tooMany {
            answer.headers.append(
                HTTPHeader("Retry-After", String(fault.delay.components.seconds)))
        }
        return answer
    }

    static func number(_ id: UInt64, _ quirks: OzonQuirks) -> JSONValue {
        quirks.hasTextIDs ? .string(String(id)) : .number(Int64(clamping: id))
    }
}
