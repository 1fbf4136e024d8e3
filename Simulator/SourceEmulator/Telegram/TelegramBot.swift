import SkeinCRDT

/// One bot with its queue of updates and its chats.
struct TelegramBot: Hashable, Sendable {
    var token: String
    let id: Int64
    var name: String
    var isRevoked = false
    var webhook: String?
    /// Kinds of updates wanted; nil means the default, which is all of them here.
    var allowedUpdates: Set<String>?
    /// Not confirmed yet, oldest first.
    var updates: [TelegramUpdate] = []
    var nextUpdateID: Int64
    var chats: [TelegramChat] = []
    var connections: [TelegramConnection] = []
    /// As set by `setMyCommands`.
    var commands: JSONValue = []
    var fileByID: [String: TelegramFile] = [:]
    /// The long poll held open, if any.
    var poll: TelegramPoll?
    /// About 30 messages a second over all chats.
    var bucket = TokenBucket(burst: 30, interval: .milliseconds(34))

    /// Of the token's form `<id>:<secret>` the id; else the given one.
    init(token: String, name: String, otherwiseID: Int64, firstUpdateID: Int64) {
        self.token = token
        self.name = name
        id = token.split(separator: ":").first.flatMap { Int64($0) } ?? otherwiseID
        nextUpdateID = firstUpdateID
    }

    var user: JSONValue {
        [
            "id": .number(id), "is_bot": true, "first_name": .string(name),
            "username": .string(username),
        ]
    }

    /// What `getMe` says of the bot beyond what every message says.
    var me: JSONValue {
        guard case .object(var members) = user else { return user }
        members["can_join_groups"] = true
        members["can_read_all_group_messages"] = false
        members["supports_inline_queries"] = false
        members["can_connect_to_business"] = true
        members["has_main_web_app"] = false
        return .object(members)
    }

    /// Queues an update unless its kind is not wanted; returns its id.
    mutating func push(_ kind: String, _ content: JSONValue, now: WallTime) -> Int64? {
        if let allowedUpdates, !allowedUpdates.contains(kind) { return nil }
        let id = nextUpdateID
        nextUpdateID += 1
        updates.append(TelegramUpdate(id: id, kind: kind, content: content, at: now))
        return id
    }

    private var username: String { "skein_\(id)_bot" }
}

struct TelegramUpdate: Hashable, Sendable {
    let id: Int64
    let kind: String
    let content: JSONValue
    let at: WallTime

    var json: JSONValue { .object(["update_id": .number(id), kind: content]) }
}

struct TelegramPoll: Hashable, Sendable {
    var number: Int
    var limit: Int
}
