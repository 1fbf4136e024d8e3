package import SkeinCRDT
package import SkeinTransport

/// Wildberries' buyer chat (and `ping`, `seller-info`) for any number of sellers, as a function of
/// its state: no clock, no network.
///
/// Facts and their sources: docs/emulator.md names them.
package struct WildberriesEmulator: FaultyPlatform, Hashable, Sendable {
    package var quirks = WildberriesQuirks()
    package var faults = FaultPlan()
    /// Every seller's message applied, in the order of applying.
    package internal(set) var ledger: [LedgerEntry] = []

    var accounts: [WildberriesAccount] = []
    var random: SplitMix64
    /// Calls that a fault has put off.
    var delayed: [DelayedCall] = []

    /// - Parameters:
    ///   - seed: Names all ids and signatures to come.
    ///   - tokens: One seller each.
    package init(seed: UInt64, tokens: [String]) {
        random = SplitMix64(seed: seed)
        for token in tokens { addAccount(token: token) }
    }

    /// A seller of that token; the known one if there is one. Returns the seller's id.
    @discardableResult
    package mutating func addAccount(
        token: String, name: String? = nil, isBasic: Bool = false
    ) -> String {
        if let known = accounts.first(where: { $0.token == token }) { return known.sid }
        var account = WildberriesAccount(
            token: token, sid: random.uuid(), name: name ?? "Продавец \(accounts.count + 1)")
        account.isBasic = isBasic
        accounts.append(account)
        return account.sid
    }

    /// Answers one call; the host of its URL is ignored.
    package mutating func handle(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        handleWithFaults(call, now: now)
    }

    /// Applies what faults have put off until now.
    package mutating func advance(to now: WallTime) { applyDelayed(to: now) }

    func isSend(_ call: HTTPCall) -> Bool { RequestTarget(call.url).path == Self.messagePath }

    mutating func refusal(_ fault: Fault, now: WallTime) -> HTTPAnswer {
        switch fault.kind {
        case .tooMany:
            let seconds = Int(fault.delay.components.seconds)
            return tooMany(retry: seconds, reset: seconds, burst: 10, now: now)
        case .unauthorized: return unauthorized(now: now)
        case .forbidden: return forbidden(now: now)
        default: return serverError(now: now)
        }
    }

    static let messagePath = "/api/v1/seller/message"

    mutating func serve(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        .answer(carryOut(call, now: now))
    }

    private mutating func carryOut(_ call: HTTPCall, now: WallTime) -> HTTPAnswer {
        let target = RequestTarget(call.url)
        guard let method = Self.method(call.method, target.path) else {
            return problem(404, "path not found", "no such path or method", now: now)
        }
        guard let index = account(call) else { return unauthorized(now: now) }
        let (verdict, burst) = accounts[index].charge(method, now: now)
        var headers: [HTTPHeader] = []
        if quirks.hasRateLimits {
            switch verdict {
            case .limited(let retry, let reset):
                return tooMany(retry: retry, reset: reset, burst: burst, now: now)
            case .allowed(let remaining):
                headers = [HTTPHeader("X-Ratelimit-Remaining", String(remaining))]
            }
        }
        var answer: HTTPAnswer
        switch method {
        case .ping: answer = .json(200, ["TS": .string(now.iso8601), "Status": "OK"])
        case .sellerInfo: answer = .json(200, sellerInfo(accounts[index]))
        case .chats: answer = chats(of: index)
        case .events: answer = events(of: index, query: target.query, now: now)
        case .message: answer = message(call, from: index, now: now)
        case .download: answer = download(target.path, from: index)
        }
        answer.headers += headers
        return answer
    }

    private static func method(_ verb: String, _ path: String) -> WildberriesAccount.Method? {
        switch (verb, path) {
        case ("GET", "/ping"): .ping
        case ("GET", "/api/v1/seller-info"): .sellerInfo
        case ("GET", "/api/v1/seller/chats"): .chats
        case ("GET", "/api/v1/seller/events"): .events
        case ("POST", messagePath): .message
        case ("GET", _) where path.hasPrefix("/api/v1/seller/download/"): .download
        default: nil
        }
    }

    private func account(_ call: HTTPCall) -> Int? {
        guard let header = call.header("Authorization") else { return nil }
        let token = header.hasPrefix("Bearer ") ? String(header.dropFirst(7)) : header
        return accounts.firstIndex { $0.token == token && !$0.isRevoked }
    }

    private func sellerInfo(_ account: WildberriesAccount) -> JSONValue {
        [
            "name": .string(account.name), "sid": .string(account.sid), "tin": "7700000000",
            "tradeMark": .string(account.name),
        ]
    }
}
