import SkeinCRDT

/// One chat of a bot; one through a business connection is another chat of the same id.
struct TelegramChat: Hashable, Sendable {
    enum Kind: String, Sendable { case `private`, group, supergroup }

    let id: Int64
    let businessConnection: String?
    var buyer: String
    var lastMessageID: Int64 = 0
    var isBlocked = false
    var migratedTo: Int64?
    /// When somebody else than the bot last wrote.
    var lastIncoming: WallTime?
    /// All messages of the chat as they stand, by id.
    var messageByID: [Int64: TelegramMessage] = [:]
    /// About one message a second, short bursts pass.
    var bucket = TokenBucket(burst: 5, interval: .seconds(1))
    /// Twenty messages a minute in a group.
    var groupBucket = TokenBucket(burst: 20, interval: .seconds(3))

    init(id: Int64, businessConnection: String?, buyer: String) {
        self.id = id
        self.businessConnection = businessConnection
        self.buyer = buyer
    }

    /// Ids of groups are negative; those of supergroups begin at -1 000 000 000 000.
    var kind: Kind { id > 0 ? .private : id <= -1_000_000_000_000 ? .supergroup : .group }

    var json: JSONValue {
        let nameKey = kind == .private ? "first_name" : "title"
        return [
            "id": .number(id), "type": .string(kind.rawValue),
            nameKey: .string(kind == .private ? buyer : "Группа \(-id)"),
        ]
    }

    /// What `getChat` says of it.
    var fullInfo: JSONValue {
        guard case .object(var members) = json else { return json }
        members["accent_color_id"] = 0
        members["max_reaction_count"] = 11
        members["accepted_gift_types"] = [
            "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
            "premium_subscription": false, "gifts_from_channels": false,
        ]
        return .object(members)
    }

    /// Who writes here from outside; in a group each name is a person.
    func user(_ name: String) -> JSONValue {
        let number = name.unicodeScalars.reduce(7) { ($0 &* 31 &+ Int64($1.value)) & 0xFFFF_FFFF }
        return [
            "id": .number(kind == .private ? id : 5_000_000_000 + number), "is_bot": false,
            "first_name": .string(name),
        ]
    }

    /// The next message's id: unique in this chat only.
    mutating func nextMessageID() -> Int64 {
        lastMessageID += 1
        return lastMessageID
    }

    /// A `Message` of the Bot API.
    func message(
        _ id: Int64, from: JSONValue, at time: WallTime, _ content: [String: JSONValue?]
    ) -> JSONValue {
        var members: [String: JSONValue?] = [
            "message_id": .number(id), "from": from, "chat": json,
            "date": .number(time.milliseconds / 1000),
            "business_connection_id": businessConnection.map { .string($0) },
        ]
        members.merge(content) { _, new in new }
        return .object(dropping: members)
    }
}

/// A message as it stands in its chat.
struct TelegramMessage: Hashable, Sendable {
    var json: JSONValue
    /// The bot wrote it.
    let isOwn: Bool
    let at: WallTime
    var isDeleted = false
}
