package import SkeinCRDT
package import SkeinTransport

/// Telegram's Bot API for any number of bots, as a function of its state: no clock, no network.
///
/// Facts and their sources: docs/emulator.md names them. Webhooks can be set but are not called.
package struct TelegramEmulator: FaultyPlatform, Hashable, Sendable {
    package var faults = FaultPlan()
    /// Flood limits are kept.
    package var hasRateLimits = true
    /// Every bot's message applied, in the order of applying.
    package internal(set) var ledger: [LedgerEntry] = []

    var bots: [TelegramBot] = []
    var random: SplitMix64
    var lastPoll = 0
    var delayed: [DelayedCall] = []

    /// - Parameters:
    ///   - seed: Names all ids to come.
    ///   - tokens: One bot each; of the form `<bot id>:<secret>`.
    package init(seed: UInt64, tokens: [String]) {
        random = SplitMix64(seed: seed ^ 0x7467)
        for token in tokens { addBot(token: token) }
    }

    /// A bot of that token; the known one if there is one. Returns the bot's id.
    @discardableResult
    package mutating func addBot(token: String, name: String? = nil) -> Int64 {
        if let known = bots.first(where: { $0.token == token }) { return known.id }
        let bot = TelegramBot(
            token: token, name: name ?? "Магазин \(bots.count + 1)",
            otherwiseID: Int64(1_000_000 + random.next() % 1_000_000),
            firstUpdateID: Int64(100_000_000 + random.next() % 800_000_000))
        bots.append(bot)
        return bot.id
    }

    /// Answers one call; the host of its URL is ignored.
    package mutating func handle(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        handleWithFaults(call, now: now)
    }

    func isSend(_ call: HTTPCall) -> Bool {
        RequestTarget(call.url).path.lowercased().hasSuffix("/sendmessage")
    }

    mutating func refusal(_ fault: Fault, now: WallTime) -> HTTPAnswer {
        switch fault.kind {
        case .tooMany: .telegramFlood(retryAfter: fault.delay.components.seconds)
        case .unauthorized: .telegramError(401, "Unauthorized")
        case .forbidden: .telegramError(403, "Forbidden: bot was blocked by the user")
        default: .telegramRestart
        }
    }

    /// Applies what faults have put off until now, and forgets updates older than a day.
    package mutating func advance(to now: WallTime) {
        applyDelayed(to: now)
        for index in bots.indices {
            bots[index].updates.removeAll { now - $0.at > .seconds(24 * 3600) }
        }
    }

    mutating func serve(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        let target = RequestTarget(call.url)
        // "/bot<token>/METHOD" or "/file/bot<token>/<file path>"
        var pieces = target.path.split(separator: "/").map(String.init)[...]
        let isFile = pieces.first == "file"
        if isFile { pieces = pieces.dropFirst() }
        guard let first = pieces.first, first.hasPrefix("bot"), pieces.count >= 2 else {
            return .answer(.telegramError(404, "Not Found"))
        }
        let token = String(first.dropFirst(3))
        guard token.contains(":") || bots.contains(where: { $0.token == token }) else {
            return .answer(.telegramError(401, "Unauthorized: invalid token specified"))
        }
        guard let index = bots.firstIndex(where: { $0.token == token && !$0.isRevoked }) else {
            return .answer(.telegramError(401, "Unauthorized"))
        }
        let rest = pieces.dropFirst().joined(separator: "/")
        if isFile { return .answer(file(rest, of: index)) }
        guard ["GET", "POST"].contains(call.method), let parameters = TelegramParameters(call)
        else {
            return .answer(.telegramError(400, "Bad Request: can't parse the request"))
        }
        return carryOut(rest, of: index, parameters, now: now)
    }

    private mutating func carryOut(
        _ method: String, of index: Int, _ parameters: TelegramParameters, now: WallTime
    ) -> EmulatorReply {
        switch method.lowercased() {
        case "getme": .answer(.telegramResult(bots[index].me))
        case "getupdates": getUpdates(index, parameters, now: now)
        case "sendmessage": .answer(sendMessage(index, parameters, now: now))
        case "getfile": .answer(getFile(index, parameters))
        case "setwebhook": .answer(setWebhook(index, parameters))
        case "deletewebhook": .answer(deleteWebhook(index, parameters))
        case "getwebhookinfo": .answer(.telegramResult(webhookInfo(index)))
        default: .answer(.telegramError(404, "Not Found: method not found"))
        }
    }
}
