import SkeinCRDT

/// One chat of a bot; one through a business connection is another chat of the same id.
struct TelegramChat: Hashable, Sendable {
    let id: Int64
    let businessConnection: String?
    var buyer: String
    var lastMessageID: Int64 = 0
    var isBlocked = false
    var migratedTo: Int64?
    /// About one message a second, short bursts pass.
    var bucket = TokenBucket(burst: 5, interval: .seconds(1))

    init(id: Int64, businessConnection: String?, buyer: String) {
        self.id = id
        self.businessConnection = businessConnection
        self.buyer = buyer
    }

    var json: JSONValue {
        ["id": .number(id), "type": "private", "first_name": .string(buyer)]
    }

    var user: JSONValue {
        ["id": .number(id), "is_bot": false, "first_name": .string(buyer)]
    }

    /// The next message's id: unique in this chat only.
    mutating func nextMessageID() -> Int64 {
        lastMessageID += 1
        return lastMessageID
    }

    /// A `Message` of the Bot API.
    func message(
        _ id: Int64, from: JSONValue, text: String, at time: WallTime,
        further: [String: JSONValue?] = [:]
    ) -> JSONValue {
        var members: [String: JSONValue?] = [
            "message_id": .number(id), "from": from, "chat": json,
            "date": .number(time.milliseconds / 1000), "text": text.isEmpty ? nil : .string(text),
            "business_connection_id": businessConnection.map { .string($0) },
        ]
        members.merge(further) { _, new in new }
        return .object(dropping: members)
    }
}
