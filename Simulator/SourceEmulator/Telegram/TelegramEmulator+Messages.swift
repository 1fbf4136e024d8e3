import SkeinCRDT
import SkeinTransport

/// Sending.
extension TelegramEmulator {
    /// Counted in UTF-16 units, the strictest reading of "characters".
    static let textMax = 4096
    static let captionMax = 1024
    /// A business account's bot may write this long after the other side did.
    static let businessWindow = Duration.seconds(24 * 3600)

    mutating func sendMessage(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let text = try text(parameters)
        let chat = try writableChat(index, parameters, now: now)
        guard text.utf16.count <= Self.textMax else {
            throw .badRequest("message is too long")
        }
        try checkReply(index, chat, parameters)
        try charge(index, chat, messages: 1, now: now)
        let content = TelegramContent(
            ["text": .string(text), "entities": parameters.json("entities")], text: text)
        return post(index, chat, content, parameters, now: now)
    }

    func text(_ parameters: TelegramParameters) throws(TelegramRefusal) -> String {
        guard let text = parameters["text"], text.contains(where: { !$0.isWhitespace }) else {
            throw .badRequest("message text is empty")
        }
        return text
    }

    /// The chat that is named, whatever may be done there.
    func chat(
        _ index: Int, _ parameters: TelegramParameters
    ) throws(TelegramRefusal) -> Int {
        guard let name = parameters["chat_id"], !name.isEmpty else {
            throw .badRequest("chat_id is empty")
        }
        let connection = parameters["business_connection_id"]
        if let connection { try checkConnection(index, connection) }
        let place = bots[index].chats.firstIndex {
            String($0.id) == name && $0.businessConnection == connection
        }
        guard let place else { throw .badRequest("chat not found") }
        return place
    }

    /// The chat that is named, if the bot may write there now.
    func writableChat(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> Int {
        let place = try chat(index, parameters)
        let chat = bots[index].chats[place]
        if let other = chat.migratedTo {
            throw TelegramRefusal(
                answer: .telegramError(
                    400, "Bad Request: group chat was upgraded to a supergroup chat",
                    parameters: ["migrate_to_chat_id": .number(other)]))
        }
        if chat.isBlocked {
            throw TelegramRefusal(
                answer: .telegramError(403, "Forbidden: bot was blocked by the user"))
        }
        guard let connection = connection(index, chat.businessConnection) else { return place }
        // The platform's own words for both are known from its other interface only.
        guard connection.canReply else { throw .badRequest("BOT_ACCESS_FORBIDDEN") }
        guard let last = chat.lastIncoming, now - last <= Self.businessWindow else {
            throw .badRequest("BUSINESS_PEER_USAGE_MISSING")
        }
        return place
    }

    func checkReply(
        _ index: Int, _ chat: Int, _ parameters: TelegramParameters
    ) throws(TelegramRefusal) {
        let known = bots[index].chats[chat].messageByID
        guard let replied = parameters.json("reply_parameters"),
            let id = replied["message_id"]?.number, known[id]?.isDeleted ?? true,
            replied["allow_sending_without_reply"]?.bool != true
        else { return }
        throw .badRequest("message to be replied not found")
    }

    /// Counts messages against the flood limits.
    mutating func charge(
        _ index: Int, _ chat: Int, messages: Int, now: WallTime
    ) throws(TelegramRefusal) {
        guard hasRateLimits else { return }
        // An album counts as its messages where many are sent, and once in its chat.
        let isGroup = bots[index].chats[chat].kind != .private
        var verdicts = [bots[index].chats[chat].bucket.take(now: now)]
        if isGroup { verdicts.append(bots[index].chats[chat].groupBucket.take(now: now)) }
        for _ in 0..<messages { verdicts.append(bots[index].bucket.take(now: now)) }
        let waits = verdicts.compactMap { verdict in
            if case .limited(let retry, _) = verdict { Int64(retry) } else { nil }
        }
        guard let wait = waits.max() else { return }
        throw TelegramRefusal(answer: .telegramFlood(retryAfter: wait))
    }

    /// Puts one message of the bot into a chat; refuses nothing.
    mutating func post(
        _ index: Int, _ chat: Int, _ content: TelegramContent, _ parameters: TelegramParameters,
        now: WallTime
    ) -> JSONValue {
        let id = bots[index].chats[chat].nextMessageID()
        let target = bots[index].chats[chat]
        let connection = connection(index, target.businessConnection)
        var members = content.members
        if let replied = parameters.json("reply_parameters")?["message_id"]?.number {
            members["reply_to_message"] = target.messageByID[replied]?.json
        }
        if let topic = parameters.number("message_thread_id"), target.kind == .supergroup {
            members["message_thread_id"] = .number(topic)
            members["is_topic_message"] = true
        }
        if connection != nil { members["sender_business_bot"] = bots[index].user }
        let from = connection?.owner ?? bots[index].user
        let message = target.message(id, from: from, at: now, members)
        bots[index].chats[chat].messageByID[id] = TelegramMessage(
            json: message, isOwn: true, at: now)
        // Only a business chat echoes what its own bot wrote.
        if connection != nil { _ = bots[index].push("business_message", message, now: now) }
        ledger.append(
            entry(
                content.text, id: id, chat: target, of: index, via: .api, now: now,
                files: content.files))
        return message
    }

    func entry(
        _ text: String, id: Int64, chat: TelegramChat, of index: Int, via: LedgerEntry.Via,
        now: WallTime, files: [String] = []
    ) -> LedgerEntry {
        LedgerEntry(
            platform: .telegram, account: String(bots[index].id), chat: String(chat.id),
            text: text, at: now, messageID: String(id), via: via, files: files)
    }
}

/// What a message says, besides what every message has.
struct TelegramContent: Hashable, Sendable {
    var members: [String: JSONValue?]
    /// Its text or caption.
    var text: String
    /// Names of its files.
    var files: [String] = []

    init(_ members: [String: JSONValue?], text: String, files: [String] = []) {
        self.members = members
        self.text = text
        self.files = files
    }
}
