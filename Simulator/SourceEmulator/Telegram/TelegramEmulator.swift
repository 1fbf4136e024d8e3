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

    /// Methods that write, change or delete messages.
    private static let sends: Set<String> = [
        "sendmessage", "sendphoto", "senddocument", "sendmediagroup", "editmessagetext",
        "editmessagecaption", "deletemessage", "deletemessages", "deletebusinessmessages",
    ]

    func isSend(_ call: HTTPCall) -> Bool {
        let path = RequestTarget(call.url).path.lowercased()
        return path.split(separator: "/").last.map { Self.sends.contains(String($0)) } ?? false
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
        case "getupdates": return getUpdates(index, parameters, now: now)
        case "setwebhook": return .answer(setWebhook(index, parameters))
        case "deletewebhook": return .answer(deleteWebhook(index, parameters))
        default: break
        }
        do {
            return .answer(.telegramResult(try result(method, of: index, parameters, now: now)))
        } catch {
            return .answer(error.answer)
        }
    }

    private mutating func result(
        _ method: String, of index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        switch method.lowercased() {
        case "getme": return bots[index].me
        case "getwebhookinfo": return webhookInfo(index)
        case "getchat": return bots[index].chats[try chat(index, parameters)].fullInfo
        case "sendmessage": return try sendMessage(index, parameters, now: now)
        case "sendphoto": return try sendPhoto(index, parameters, now: now)
        case "senddocument": return try sendDocument(index, parameters, now: now)
        case "sendmediagroup": return try sendMediaGroup(index, parameters, now: now)
        case "sendchataction":
            _ = try writableChat(index, parameters, now: now)
            return true
        case "editmessagetext": return try editMessageText(index, parameters, now: now)
        case "editmessagecaption": return try editMessageCaption(index, parameters, now: now)
        case "deletemessage": return try deleteMessage(index, parameters, now: now)
        case "deletemessages": return try deleteMessages(index, parameters, now: now)
        case "deletebusinessmessages":
            return try deleteBusinessMessages(index, parameters, now: now)
        case "readbusinessmessage": return try readBusinessMessage(index, parameters, now: now)
        case "getbusinessconnection": return try getBusinessConnection(index, parameters)
        case "getfile": return try getFile(index, parameters)
        case "setmycommands":
            bots[index].commands = parameters.json("commands") ?? []
            return true
        case "getmycommands": return bots[index].commands
        default:
            throw TelegramRefusal(answer: .telegramError(404, "Not Found: method not found"))
        }
    }
}
