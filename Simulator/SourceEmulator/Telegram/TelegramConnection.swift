import SkeinCRDT

/// A business account that lets the bot write in its name.
struct TelegramConnection: Hashable, Sendable {
    let id: String
    /// Of the account; beyond the ids of the accounts that buyers get.
    var ownerID: Int64 = 500_001
    var ownerName = "Магазин"
    let since: WallTime
    var isEnabled = true
    var canReply = true
    var canRead = true
    var canDeleteSent = true
    var canDeleteAll = false

    init(id: String, since: WallTime) {
        self.id = id
        self.since = since
    }

    var owner: JSONValue {
        ["id": .number(ownerID), "is_bot": false, "first_name": .string(ownerName)]
    }

    /// A `BusinessConnection` of the Bot API; rights that are not given are not named.
    var json: JSONValue {
        [
            "id": .string(id), "user": owner, "user_chat_id": .number(ownerID),
            "date": .number(since.milliseconds / 1000), "is_enabled": .bool(isEnabled),
            "rights": .object(dropping: [
                "can_reply": canReply ? true : nil, "can_read_messages": canRead ? true : nil,
                "can_delete_sent_messages": canDeleteSent ? true : nil,
                "can_delete_all_messages": canDeleteAll ? true : nil,
            ]),
        ]
    }
}
