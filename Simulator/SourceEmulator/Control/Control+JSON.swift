import Foundation
import SkeinCRDT

extension ScheduledMessage {
    /// From `{account?, chat?, buyer, text, at? | after?, business?, product?, files?}`; times in
    /// milliseconds, `at` since 1970, `after` from now.
    init(
        _ body: JSONValue, platform: EmulatedPlatform, isFromBuyer: Bool, now: WallTime
    ) throws(ControlError) {
        guard let text = body["text"]?.string else { throw .malformed("text is missing") }
        let chat = body["chat"]?.text
        guard let buyer = body["buyer"]?.string ?? chat else {
            throw .malformed("buyer is missing")
        }
        var files: [AttachedFile] = []
        for file in body["files"]?.array ?? [] { files.append(try AttachedFile(file)) }
        let message = BuyerMessage(
            account: body["account"]?.text, chat: chat, buyer: buyer, text: text, files: files,
            businessConnection: body["business"]?.string, product: body["product"])
        let time =
            body["at"]?.number.map { WallTime(milliseconds: $0) }
            ?? now + .milliseconds(body["after"]?.number ?? 0)
        self.init(platform, message, isFromBuyer: isFromBuyer, at: time)
    }
}

extension AttachedFile {
    /// From `{name, contentType, base64, moderation?}`.
    init(_ body: JSONValue) throws(ControlError) {
        guard let name = body["name"]?.string, let type = body["contentType"]?.string,
            let data = body["base64"]?.string.flatMap({ Data(base64Encoded: $0) })
        else { throw .malformed("a file needs name, contentType and base64") }
        self.init(
            name: name, contentType: type, bytes: [UInt8](data),
            moderation: body["moderation"]?.string.flatMap(Moderation.init) ?? .passed)
    }
}

extension Fault {
    /// From `{what, on?, times?, ms?}`.
    init(_ body: JSONValue) throws(ControlError) {
        guard let kind = body["what"]?.string.flatMap(Kind.init) else {
            let names = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .malformed("what must be none or one of: \(names)")
        }
        let times = body["times"]?.number ?? 1
        guard times > 0 else { throw .malformed("times must be positive") }
        self.init(
            kind, on: body["on"]?.string.flatMap(Target.init), times: Int(clamping: times),
            delay: .milliseconds(body["ms"]?.number ?? 5000))
    }

    var json: JSONValue {
        [
            "what": .string(kind.rawValue), "on": .string(target.rawValue),
            "times": .number(Int64(times)), "ms": .number(delay.wholeMilliseconds),
        ]
    }
}

extension WildberriesQuirks {
    /// Changes what is named, leaves the rest.
    mutating func change(_ body: JSONValue) {
        if let size = body["pageSize"]?.number, size > 0 { pageSize = Int(clamping: size) }
        if let flag = body["wholeSeconds"]?.bool { hasWholeSeconds = flag }
        if let flag = body["emptyPageZeroNext"]?.bool { emptyPageHasZeroNext = flag }
        if let lag = body["echoLagMs"]?.number { echoLag = .milliseconds(lag) }
        if let flag = body["hideChats"]?.bool { hidesChats = flag }
        if let flag = body["rateLimits"]?.bool { hasRateLimits = flag }
    }
}

extension OzonQuirks {
    /// Changes what is named, leaves the rest.
    mutating func change(_ body: JSONValue) {
        if let flag = body["textIds"]?.bool { hasTextIDs = flag }
        if let flag = body["textFlags"]?.bool { hasTextFlags = flag }
        if let flag = body["cyrillicCustomer"]?.bool { hasCyrillicCustomer = flag }
        if let flag = body["flat"]?.bool { isFlat = flag }
        if let lag = body["echoLagMs"]?.number { echoLag = .milliseconds(lag) }
        if let flag = body["rateLimits"]?.bool { hasRateLimits = flag }
        if let flag = body["windows"]?.bool { keepsWindows = flag }
        if let flag = body["premium"]?.bool { hasPremium = flag }
        if let size = body["pageSize"]?.number, size > 0 { pageSize = Int(clamping: size) }
    }
}

extension YandexQuirks {
    /// Changes what is named, leaves the rest.
    mutating func change(_ body: JSONValue) {
        if let flag = body["newestFirst"]?.bool { isNewestFirst = flag }
        if let flag = body["inclusive"]?.bool { isInclusive = flag }
        if let lag = body["echoLagMs"]?.number { echoLag = .milliseconds(lag) }
        if let flag = body["rateLimits"]?.bool { hasRateLimits = flag }
        if let flag = body["refuseFinished"]?.bool { refusesFinished = flag }
        if let flag = body["maySend"]?.bool { maySend = flag }
        if let size = body["pageSize"]?.number, size > 0 { pageSize = Int(clamping: size) }
    }
}

extension PlacedMessage {
    var json: JSONValue {
        [
            "account": .string(account), "chat": .string(chat), "messageId": .string(messageID),
        ]
    }
}

extension WildberriesAccount {
    var summary: JSONValue {
        [
            "account": .string(sid), "name": .string(name), "chats": .number(Int64(chats.count)),
            "events": .number(Int64(events.count)),
        ]
    }
}

extension TelegramBot {
    var summary: JSONValue {
        [
            "account": .string(String(id)), "name": .string(name),
            "chats": .number(Int64(chats.count)), "updates": .number(Int64(updates.count)),
        ]
    }
}

extension OzonAccount {
    var summary: JSONValue {
        [
            "account": .string(clientID), "name": .string(name),
            "chats": .number(Int64(chats.count)),
            "messages": .number(Int64(chats.reduce(0) { $0 + $1.messages.count })),
        ]
    }
}

extension YandexAccount {
    var summary: JSONValue {
        [
            "account": .string(String(business)), "name": .string(name),
            "chats": .number(Int64(chats.count)),
            "messages": .number(Int64(chats.reduce(0) { $0 + $1.messages.count })),
        ]
    }
}

extension ControlError {
    package var sentence: String {
        switch self {
        case .unknownAccount(let name): "no account \(name)"
        case .unknownChat(let name): "no chat \(name)"
        case .unknownOrder(let name): "no such order: \(name)"
        case .malformed(let what): what
        }
    }
}

extension JSONValue {
    /// A string, or a whole number written out: ids come as both.
    var text: String? { string ?? number.map(String.init) }
}
