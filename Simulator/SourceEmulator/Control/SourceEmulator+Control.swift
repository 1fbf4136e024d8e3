package import SkeinCRDT
import SkeinTransport

/// The control API; docs/emulator.md describes it.
extension SourceEmulator {
    mutating func control(_ call: HTTPCall, now: WallTime) -> HTTPAnswer {
        do {
            return .json(200, try carryOut(call, now: now))
        } catch {
            return .json(400, ["error": .string(error.sentence)])
        }
    }

    private mutating func carryOut(
        _ call: HTTPCall, now: WallTime
    ) throws(ControlError) -> JSONValue {
        let path = RequestTarget(call.url).path
        switch (call.method, path) {
        case ("GET", "/control/ledger"): return .array(ledger.map(\.json))
        case ("GET", "/control/state"): return state
        case ("POST", _): break
        default: throw .unknownOrder("\(call.method) \(path)")
        }
        guard let body = JSONValue(call.body.isEmpty ? Array("{}".utf8) : call.body) else {
            throw .malformed("the body is not JSON")
        }
        let pieces = path.split(separator: "/").dropFirst().map(String.init)
        switch pieces.count {
        case 1 where pieces[0] == "fault": return try addFault(body)
        case 1 where pieces[0] == "load": return try load(body, now: now)
        case 2:
            guard let platform = EmulatedPlatform(rawValue: pieces[0]) else {
                throw .unknownOrder(path)
            }
            return try carryOut(pieces[1], on: platform, body, now: now)
        default: throw .unknownOrder(path)
        }
    }

    private mutating func carryOut(
        _ order: String, on platform: EmulatedPlatform, _ body: JSONValue, now: WallTime
    ) throws(ControlError) -> JSONValue {
        switch (platform, order) {
        case (_, "buyer-message"), (_, "site-message"):
            let message = try ScheduledMessage(
                body, platform: platform, isFromBuyer: order == "buyer-message", now: now)
            return try self.order(message, now: now)?.json ?? ["scheduled": true]
        case (_, "account"): return try addAccount(body, on: platform)
        case (_, "revoke"): return try revoke(body, on: platform)
        case (.wildberries, "rotate-signs"):
            wildberries.rotateSignatures()
            return [:]
        case (.wildberries, "quirks"):
            wildberries.quirks.change(body)
            return [:]
        case (.telegram, _): return try orderFromTelegram(order, body, now: now)
        case (.ozon, _): return try orderFromOzon(order, body)
        case (.yandexMarket, "quirks"):
            yandex.quirks.change(body)
            return [:]
        case (.yandexMarket, "chat"):
            try yandex.change(
                chat: body["chat"]?.text ?? "", status: body["status"]?.string,
                type: body["type"]?.string, account: body["account"]?.text)
            return [:]
        default: throw .unknownOrder(order)
        }
    }

    private mutating func orderFromOzon(
        _ order: String, _ body: JSONValue
    ) throws(ControlError) -> JSONValue {
        let (chat, account) = (body["chat"]?.text ?? "", body["account"]?.text)
        switch order {
        case "quirks": ozon.quirks.change(body)
        case "close":
            try ozon.setClosed(body["closed"]?.bool ?? true, chat: chat, account: account)
        case "buyer-reads": try ozon.buyerReads(chat: chat, account: account)
        case "moderate":
            let state = body["moderation"]?.string.flatMap(AttachedFile.Moderation.init)
            try ozon.moderate(message: body["messageId"]?.text ?? "", state ?? .passed)
        default: throw .unknownOrder(order)
        }
        return [:]
    }

    private mutating func addFault(_ body: JSONValue) throws(ControlError) -> JSONValue {
        guard let platform = body["platform"]?.string.flatMap(EmulatedPlatform.init) else {
            throw .malformed("platform must be one of: \(EmulatedPlatform.names)")
        }
        guard body["what"]?.string != "none" else {
            changeFaults(of: platform) { $0.clear() }
            return [:]
        }
        let fault = try Fault(body)
        changeFaults(of: platform) { $0.add(fault) }
        return [:]
    }

    private mutating func changeFaults(
        of platform: EmulatedPlatform, _ change: (inout FaultPlan) -> Void
    ) {
        switch platform {
        case .wildberries: change(&wildberries.faults)
        case .telegram: change(&telegram.faults)
        case .ozon: change(&ozon.faults)
        case .yandexMarket: change(&yandex.faults)
        }
    }

    /// Orders all messages of the list or none.
    package mutating func load(_ body: JSONValue, now: WallTime) throws(ControlError) -> JSONValue {
        guard let items = body.array else { throw .malformed("a list of messages is needed") }
        var messages: [ScheduledMessage] = []
        for item in items {
            guard let platform = item["platform"]?.string.flatMap(EmulatedPlatform.init) else {
                throw .malformed("platform must be one of: \(EmulatedPlatform.names)")
            }
            messages.append(
                try ScheduledMessage(
                    item, platform: platform, isFromBuyer: item["from"]?.string != "site", now: now)
            )
        }
        try order(messages, now: now)
        return ["messages": .number(Int64(messages.count))]
    }

    private mutating func addAccount(
        _ body: JSONValue, on platform: EmulatedPlatform
    ) throws(ControlError) -> JSONValue {
        guard let token = body["token"]?.string, !token.isEmpty else {
            throw .malformed("token is missing")
        }
        let name = body["name"]?.string
        let account: String =
            switch platform {
            case .wildberries:
                wildberries.addAccount(
                    token: token, name: name, isBasic: body["basic"]?.bool ?? false)
            case .telegram: String(telegram.addBot(token: token, name: name))
            case .ozon:
                ozon.addAccount(
                    token: token, name: name,
                    expires: body["expires"]?.number.map { WallTime(milliseconds: $0) })
            case .yandexMarket: yandex.addAccount(token: token, name: name)
            }
        return ["account": .string(account)]
    }

    private mutating func revoke(
        _ body: JSONValue, on platform: EmulatedPlatform
    ) throws(ControlError) -> JSONValue {
        let isRevoked = body["revoked"]?.bool ?? true
        switch platform {
        case .wildberries:
            try wildberries.setRevoked(isRevoked, account: body["account"]?.text)
        case .telegram: try telegram.setRevoked(isRevoked, account: body["account"]?.text)
        case .ozon: try ozon.setRevoked(isRevoked, account: body["account"]?.text)
        case .yandexMarket: try yandex.setRevoked(isRevoked, account: body["account"]?.text)
        }
        return [:]
    }

    private var state: JSONValue {
        [
            "wb": .object([
                "accounts": .array(wildberries.accounts.map(\.summary)),
                "faults": .array(wildberries.faults.faults.map(\.json)),
            ]),
            "tg": .object([
                "accounts": .array(telegram.bots.map(\.summary)),
                "faults": .array(telegram.faults.faults.map(\.json)),
            ]),
            "ozon": .object([
                "accounts": .array(ozon.accounts.map(\.summary)),
                "faults": .array(ozon.faults.faults.map(\.json)),
            ]),
            "ym": .object([
                "accounts": .array(yandex.accounts.map(\.summary)),
                "faults": .array(yandex.faults.faults.map(\.json)),
            ]),
            "scheduled": .number(Int64(schedule.count)),
            "ledger": .number(Int64(ledger.count)),
        ]
    }
}
