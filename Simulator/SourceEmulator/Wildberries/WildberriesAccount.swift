import SkeinCRDT

/// One seller as Wildberries sees him.
struct WildberriesAccount: Hashable, Sendable {
    enum Method: Hashable, Sendable { case chats, events, message, download, ping, sellerInfo }

    var token: String
    /// The seller's id, given by the platform.
    let sid: String
    var name: String
    /// A token of the basic kind: one call an hour.
    var isBasic = false
    var isRevoked = false
    /// In the order of opening.
    var chats: [WildberriesChat] = []
    /// In the order of `addTimestamp`, equal ones in the order of coming.
    private(set) var events: [WildberriesEvent] = []
    var fileByID: [String: AttachedFile] = [:]
    private var bucketByMethod: [Method: TokenBucket] = [:]

    init(token: String, sid: String, name: String) {
        self.token = token
        self.sid = sid
        self.name = name
    }

    mutating func insert(_ event: WildberriesEvent) {
        let place = events.lastIndex { $0.addedAt <= event.addedAt }.map { $0 + 1 } ?? 0
        events.insert(event, at: place)
        guard let chat = chats.firstIndex(where: { $0.id == event.chatID }) else { return }
        if chats[chat].lastMessage.map({ $0.addedAt <= event.addedAt }) ?? true {
            chats[chat].lastMessage = event
        }
    }

    mutating func charge(_ method: Method, now: WallTime) -> (TokenBucket.Verdict, burst: Int) {
        var bucket = bucketByMethod[method] ?? newBucket(method)
        let verdict = bucket.take(now: now)
        bucketByMethod[method] = bucket
        return (verdict, bucket.burst)
    }

    /// Limits: wildberries.md, "Rate limits"; ping and seller-info: their own descriptions.
    private func newBucket(_ method: Method) -> TokenBucket {
        switch method {
        case .ping: TokenBucket(burst: 3, interval: .seconds(10))
        case .sellerInfo where isBasic: TokenBucket(burst: 1, interval: .seconds(24 * 3600))
        case .sellerInfo: TokenBucket(burst: 10, interval: .seconds(60))
        case .download where isBasic: TokenBucket(burst: 1, interval: .seconds(360))
        case .chats, .events, .message, .download:
            isBasic
                ? TokenBucket(burst: 1, interval: .seconds(3600))
                : TokenBucket(burst: 10, interval: .seconds(1))
        }
    }
}

struct WildberriesChat: Hashable, Sendable {
    /// "1:" and a UUID.
    let id: String
    var buyer: String
    var replySign: String
    /// A `Listing` of the specification.
    var product: JSONValue
    var lastMessage: WildberriesEvent?

    var json: JSONValue {
        .object(dropping: [
            "chatID": .string(id), "replySign": .string(replySign), "clientName": .string(buyer),
            "goodCard": product,
            "lastMessage": lastMessage.map {
                [
                    "text": .string($0.text),
                    "addTimestamp": .number($0.addedAt.milliseconds),
                ]
            },
        ])
    }
}
