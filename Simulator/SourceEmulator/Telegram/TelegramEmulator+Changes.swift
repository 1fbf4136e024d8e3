import SkeinCRDT
import SkeinTransport

/// Editing and deleting.
extension TelegramEmulator {
    /// Own messages can be deleted this long.
    private static let deletionWindow = Duration.seconds(48 * 3600)
    private static let deletedAtOnceMax = 100

    private static let notModified =
        "message is not modified: specified new message content and reply markup are exactly the "
        + "same as a current content and reply markup of the message"

    mutating func editMessageText(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let text = try text(parameters)
        guard text.utf16.count <= Self.textMax else { throw .badRequest("message is too long") }
        return try edit(
            "text", text, entities: ("entities", parameters.json("entities")), index, parameters,
            now: now)
    }

    mutating func editMessageCaption(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let caption = parameters["caption"] ?? ""
        guard caption.utf16.count <= Self.captionMax else {
            throw .badRequest("message caption is too long")
        }
        return try edit(
            "caption", caption,
            entities: ("caption_entities", parameters.json("caption_entities")), index,
            parameters, now: now)
    }

    private mutating func edit(
        _ member: String, _ text: String, entities: (name: String, value: JSONValue?),
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let chat = try writableChat(index, parameters, now: now)
        guard let id = parameters.number("message_id"),
            var message = bots[index].chats[chat].messageByID[id], !message.isDeleted
        else { throw .badRequest("message to edit not found") }
        guard message.isOwn, case .object(var members) = message.json else {
            throw .badRequest("message can't be edited")
        }
        let hasMedia = members["photo"] != nil || members["document"] != nil
        guard (member == "caption") == hasMedia else {
            throw .badRequest("there is no \(member) in the message to edit")
        }
        guard members[member]?.string ?? "" != text || members[entities.name] != entities.value
        else { throw .badRequest(Self.notModified) }
        members[member] = text.isEmpty ? nil : .string(text)
        members[entities.name] = entities.value
        members["edit_date"] = .number(now.milliseconds / 1000)
        message.json = .object(members)
        bots[index].chats[chat].messageByID[id] = message
        if bots[index].chats[chat].businessConnection != nil {
            _ = bots[index].push("edited_business_message", message.json, now: now)
        }
        return message.json
    }

    mutating func deleteMessage(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let chat = try chat(index, parameters)
        guard let id = parameters.number("message_id"),
            let message = bots[index].chats[chat].messageByID[id], !message.isDeleted
        else { throw .badRequest("message to delete not found") }
        guard Self.isDeletable(message, in: bots[index].chats[chat], now: now) else {
            throw .badRequest("message can't be deleted for everyone")
        }
        bots[index].chats[chat].messageByID[id]?.isDeleted = true
        return true
    }

    /// Unknown messages are passed over.
    mutating func deleteMessages(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let chat = try chat(index, parameters)
        for id in try messageIDs(parameters) {
            guard let message = bots[index].chats[chat].messageByID[id],
                Self.isDeletable(message, in: bots[index].chats[chat], now: now)
            else { continue }
            bots[index].chats[chat].messageByID[id]?.isDeleted = true
        }
        return true
    }

    /// Own messages, and the other side's where no administrator is needed for that.
    private static func isDeletable(
        _ message: TelegramMessage, in chat: TelegramChat, now: WallTime
    ) -> Bool {
        now - message.at <= deletionWindow && (message.isOwn || chat.kind == .private)
    }

    /// All of one chat of the business account, which the messages' ids alone name.
    mutating func deleteBusinessMessages(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let name = parameters["business_connection_id"] ?? ""
        try checkConnection(index, name)
        let ids = try messageIDs(parameters)
        guard let connection = connection(index, name),
            let chat = bots[index].chats.firstIndex(where: { chat in
                chat.businessConnection == name
                    && ids.contains { chat.messageByID[$0]?.isDeleted == false }
            })
        else { throw .badRequest("MESSAGE_ID_INVALID") }
        let messages = ids.compactMap { bots[index].chats[chat].messageByID[$0] }
        let isAllowed =
            connection.canDeleteAll
            || (connection.canDeleteSent && messages.allSatisfy { $0.isOwn })
        guard isAllowed else { throw .badRequest("BOT_ACCESS_FORBIDDEN") }
        delete(ids, in: chat, of: index, now: now)
        return true
    }

    /// Deletes messages of a business chat and tells the bot of it.
    mutating func delete(_ ids: [Int64], in chat: Int, of index: Int, now: WallTime) {
        let gone = ids.filter { bots[index].chats[chat].messageByID[$0]?.isDeleted == false }
        for id in gone { bots[index].chats[chat].messageByID[id]?.isDeleted = true }
        let known = bots[index].chats[chat]
        // In an ordinary chat nobody tells a bot.
        guard let connection = known.businessConnection, !gone.isEmpty else { return }
        _ = bots[index].push(
            "deleted_business_messages",
            [
                "business_connection_id": .string(connection), "chat": known.json,
                "message_ids": .array(gone.map { .number($0) }),
            ], now: now)
    }

    private func messageIDs(_ parameters: TelegramParameters) throws(TelegramRefusal) -> [Int64] {
        let ids = parameters.json("message_ids")?.array?.compactMap(\.number) ?? []
        guard (1...Self.deletedAtOnceMax).contains(ids.count) else {
            throw .badRequest("message identifiers are not specified")
        }
        return ids
    }
}
