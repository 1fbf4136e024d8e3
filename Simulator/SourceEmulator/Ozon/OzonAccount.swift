import SkeinCRDT

/// One seller as Ozon sees him.
struct OzonAccount: Hashable, Sendable {
    let clientID: String
    var key: String
    var name: String
    var expiresAt: WallTime
    var isRevoked = false
    /// In the order of opening.
    var chats: [OzonChat] = []
    var fileByID: [String: AttachedFile] = [:]
    /// One limit for all methods together.
    var bucket = TokenBucket(burst: 50, interval: .milliseconds(20))

    var token: String { "\(clientID):\(key)" }
}

struct OzonChat: Hashable, Sendable {
    enum Scheme: String, Sendable { case fbo, fbs }

    /// A UUID.
    let id: String
    let createdAt: WallTime
    var buyer: String
    let buyerID: String
    var order: String
    var sku: String
    var scheme = Scheme.fbo
    /// FBS: when the order was delivered; nil: it is on its way.
    var deliveredAt: WallTime?
    var isClosed = false
    var type = "BUYER_SELLER"
    /// In the order of their ids.
    var messages: [OzonMessage] = []
    /// The shop has read up to here.
    var readUpTo: UInt64 = 0

    func visible(_ now: WallTime) -> [OzonMessage] { messages.filter { $0.visibleFrom <= now } }

    /// Whether the shop may write now.
    func isOpen(_ now: WallTime) -> Bool {
        let lastOfBuyer = messages.last { $0.author == .customer && $0.visibleFrom <= now }
        if let lastOfBuyer, now - lastOfBuyer.createdAt <= .seconds(48 * 3600) { return true }
        guard scheme == .fbs else { return false }
        return deliveredAt.map { now - $0 <= .seconds(72 * 3600) } ?? true
    }
}

struct OzonMessage: Hashable, Sendable {
    enum Author: String, Sendable { case customer = "Customer", seller = "Seller" }

    enum Moderation: String, Sendable {
        case success = "SUCCESS", moderation = "MODERATION", failed = "FAILED"
    }

    let id: UInt64
    let author: Author
    let userID: String
    let createdAt: WallTime
    /// Before that no answer contains it.
    var visibleFrom: WallTime
    var data: [String]
    var isImage = false
    var moderation: Moderation?
    var isRead = false

    func json(_ chat: OzonChat, _ quirks: OzonQuirks) -> JSONValue {
        let isCyrillic = quirks.hasCyrillicCustomer && author == .customer
        return .object(dropping: [
            "message_id": OzonEmulator.number(id, quirks),
            "user": [
                "id": .string(userID),
                "type": .string(isCyrillic ? "\u{421}ustomer" : author.rawValue),
            ],
            "created_at": .string(createdAt.iso8601Milliseconds), "is_read": .bool(isRead),
            "is_image": .bool(isImage), "data": .array(data.map { .string($0) }),
            "moderate_image_status": moderation.map { .string($0.rawValue) },
            "context": ["order_number": .string(chat.order), "sku": .string(chat.sku)],
        ])
    }
}
