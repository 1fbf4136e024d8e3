import SkeinCRDT
import SkeinTransport

extension TelegramEmulator {
    /// Counted in UTF-16 units, the strictest reading of "characters".
    private static let textMax = 4096
    private static let fileBytesMax = 20 << 20

    mutating func sendMessage(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) -> HTTPAnswer {
        if let refusal = refusal(index, parameters) { return refusal }
        guard let text = parameters["text"], let chat = chatIndex(index, parameters) else {
            return .telegramError(400, "Bad Request: chat not found")
        }
        if hasRateLimits, let wait = charge(index, chat, now: now) {
            return .telegramFlood(retryAfter: wait)
        }
        let id = bots[index].chats[chat].nextMessageID()
        let target = bots[index].chats[chat]
        var further: [String: JSONValue?] = ["entities": parameters.json("entities")]
        if let replied = parameters.json("reply_parameters")?["message_id"]?.number {
            further["reply_to_message"] = target.message(
                replied, from: target.user, text: "", at: now)
        }
        if target.businessConnection != nil { further["sender_business_bot"] = bots[index].user }
        let message = target.message(
            id, from: bots[index].user, text: text, at: now, further: further)
        // Only a business chat echoes what its own bot wrote.
        if target.businessConnection != nil {
            _ = bots[index].push("business_message", message, now: now)
        }
        ledger.append(entry(text, id: id, chat: target, of: index, via: .api, now: now))
        return .telegramResult(message)
    }

    func entry(
        _ text: String, id: Int64, chat: TelegramChat, of index: Int, via: LedgerEntry.Via,
        now: WallTime
    ) -> LedgerEntry {
        LedgerEntry(
            platform: .telegram, account: String(bots[index].id), chat: String(chat.id),
            text: text, at: now, messageID: String(id), via: via)
    }

    func getFile(_ index: Int, _ parameters: TelegramParameters) -> HTTPAnswer {
        guard let id = parameters["file_id"], let file = bots[index].fileByID[id] else {
            return .telegramError(400, "Bad Request: invalid file_id")
        }
        guard file.content.bytes.count <= Self.fileBytesMax else {
            return .telegramError(400, "Bad Request: file is too big")
        }
        return .telegramResult([
            "file_id": .string(file.id), "file_unique_id": .string(file.uniqueID),
            "file_size": .number(Int64(file.content.bytes.count)),
            "file_path": .string(file.path),
        ])
    }

    func file(_ path: String, of index: Int) -> HTTPAnswer {
        guard let file = bots[index].fileByID.values.first(where: { $0.path == path }) else {
            return .telegramError(404, "Not Found")
        }
        return HTTPAnswer(
            status: 200, headers: [HTTPHeader("Content-Type", "application/octet-stream")],
            body: file.content.bytes)
    }

    private func refusal(_ index: Int, _ parameters: TelegramParameters) -> HTTPAnswer? {
        guard let text = parameters["text"], text.contains(where: { !$0.isWhitespace }) else {
            return .telegramError(400, "Bad Request: message text is empty")
        }
        guard parameters["chat_id"] != nil else {
            return .telegramError(400, "Bad Request: chat_id is empty")
        }
        if let connection = parameters["business_connection_id"],
            !bots[index].chats.contains(where: { $0.businessConnection == connection })
        {
            return .telegramError(400, "Bad Request: business connection not found")
        }
        guard let chat = chatIndex(index, parameters).map({ bots[index].chats[$0] }) else {
            return .telegramError(400, "Bad Request: chat not found")
        }
        if let other = chat.migratedTo {
            return .telegramError(
                400, "Bad Request: group chat was upgraded to a supergroup chat",
                parameters: ["migrate_to_chat_id": .number(other)])
        }
        if chat.isBlocked { return .telegramError(403, "Forbidden: bot was blocked by the user") }
        if text.utf16.count > Self.textMax {
            return .telegramError(400, "Bad Request: message is too long")
        }
        let replied = parameters.json("reply_parameters")
        if let id = replied?["message_id"]?.number, !(1...max(chat.lastMessageID, 1)).contains(id),
            replied?["allow_sending_without_reply"]?.bool != true
        {
            return .telegramError(400, "Bad Request: message to be replied not found")
        }
        return nil
    }

    private func chatIndex(_ index: Int, _ parameters: TelegramParameters) -> Int? {
        guard let id = parameters.number("chat_id") else { return nil }
        let connection = parameters["business_connection_id"]
        return bots[index].chats.firstIndex {
            $0.id == id && $0.businessConnection == connection
        }
    }

    /// Seconds to wait if a flood limit is met.
    private mutating func charge(_ index: Int, _ chat: Int, now: WallTime) -> Int64? {
        if case .limited(let retry, _) = bots[index].chats[chat].bucket.take(now: now) {
            return Int64(retry)
        }
        if case .limited(let retry, _) = bots[index].bucket.take(now: now) { return Int64(retry) }
        return nil
    }
}
