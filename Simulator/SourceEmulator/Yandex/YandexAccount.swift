import SkeinCRDT

/// One cabinet as Yandex Market sees it.
struct YandexAccount: Hashable, Sendable {
    /// With limits of their own.
    enum Resource: String, Hashable, Sendable {
        case chats, chat, history, getMessage, message, file, create, token

        /// Calls an hour: `x-resource-limit-config` of the specification.
        var limit: Int {
            switch self {
            case .chats: 5000
            case .history: 10_000
            case .chat, .getMessage, .message, .file, .create: 1000
            case .token: 100
            }
        }
    }

    let business: Int64
    var key: String
    var name: String
    var isRevoked = false
    /// In the order of opening.
    var chats: [YandexChat] = []
    var fileByID: [String: AttachedFile] = [:]
    private var hourByResource: [Resource: HourlyLimit] = [:]

    init(business: Int64, key: String, name: String) {
        self.business = business
        self.key = key
        self.name = name
    }

    var token: String { "\(business):\(key)" }

    mutating func charge(_ resource: Resource, now: WallTime) -> HourlyLimit.Verdict {
        var hour = hourByResource[resource] ?? HourlyLimit(limit: resource.limit)
        let verdict = hour.take(now: now)
        hourByResource[resource] = hour
        return verdict
    }
}

/// So many calls in an hour that begins with the first of them.
struct HourlyLimit: Hashable, Sendable {
    struct Verdict: Hashable, Sendable {
        var isAllowed: Bool
        var limit: Int
        var remaining: Int
        var until: WallTime
    }

    let limit: Int
    private var began: WallTime?
    private var used = 0

    init(limit: Int) { self.limit = limit }

    mutating func take(now: WallTime) -> Verdict {
        if began.map({ now < $0 || now - $0 >= .seconds(3600) }) ?? true {
            began = now
            used = 0
        }
        let isAllowed = used < limit
        if isAllowed { used += 1 }
        return Verdict(
            isAllowed: isAllowed, limit: limit, remaining: limit - used,
            until: (began ?? now) + .seconds(3600))
    }
}

struct YandexChat: Hashable, Sendable {
    enum Context: String, Sendable { case order = "ORDER", claim = "RETURN", direct = "DIRECT" }

    enum Status: String, Sendable {
        case new = "NEW"
        case customer = "WAITING_FOR_CUSTOMER"
        case partner = "WAITING_FOR_PARTNER"
        case arbiter = "WAITING_FOR_ARBITER"
        case market = "WAITING_FOR_MARKET"
        case finished = "FINISHED"
    }

    let id: Int64
    let createdAt: WallTime
    var buyer: String
    var context: Context
    var order: Int64?
    var claim: Int64?
    /// `CHAT`, or `ARBITRAGE` for a dispute.
    var type = "CHAT"
    var status = Status.new
    /// In the order of coming.
    var messages: [YandexMessage] = []

    func visible(_ now: WallTime) -> [YandexMessage] { messages.filter { $0.visibleFrom <= now } }

    func json(_ now: WallTime) -> JSONValue {
        .object(dropping: [
            "chatId": .number(id), "context": contextJSON, "type": .string(type),
            "status": .string(status.rawValue), "createdAt": .string(createdAt.iso8601Moscow),
            "updatedAt": .string((visible(now).last?.createdAt ?? createdAt).iso8601Moscow),
            "orderId": order.map { .number($0) },
        ])
    }

    var contextJSON: JSONValue {
        .object(dropping: [
            "type": .string(context.rawValue), "customer": ["name": .string(buyer)],
            "campaignId": order == nil ? nil : 21_001_122, "orderId": order.map { .number($0) },
            "returnId": claim.map { .number($0) },
        ])
    }
}

struct YandexMessage: Hashable, Sendable {
    enum Sender: String, Sendable {
        case partner = "PARTNER"
        case customer = "CUSTOMER"
        case market = "MARKET"
        case support = "SUPPORT"
    }

    struct File: Hashable, Sendable {
        var name: String
        var url: String
        var sizeBytes: Int
    }

    let id: Int64
    let sender: Sender
    let createdAt: WallTime
    /// Before that no answer contains it.
    var visibleFrom: WallTime
    var text: String
    var files: [File] = []

    var json: JSONValue {
        .object(dropping: [
            "messageId": .number(id), "createdAt": .string(createdAt.iso8601Moscow),
            "sender": .string(sender.rawValue),
            "message": text.isEmpty ? nil : .string(text),
            "payload": files.isEmpty
                ? nil
                : .array(
                    files.map {
                        [
                            "name": .string($0.name), "url": .string($0.url),
                            "size": .number(Int64($0.sizeBytes)),
                        ]
                    }),
        ])
    }
}
