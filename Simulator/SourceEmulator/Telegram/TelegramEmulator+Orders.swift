package import SkeinCRDT

/// What tests order to happen on the platform.
extension TelegramEmulator {
    /// A buyer writes to the bot, or through a business connection to the account it serves.
    /// Pictures come as photos, other files as documents; several are an album, the text being the
    /// first one's caption.
    package mutating func buyerWrites(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try bots.place(of: message.account)
        let chat = try chat(message, of: index, at: time)
        bots[index].chats[chat].lastIncoming = time
        let from = bots[index].chats[chat].user(message.buyer)
        guard !message.files.isEmpty else {
            let text: JSONValue? = message.text.isEmpty ? nil : .string(message.text)
            return place(["text": text], from: from, in: chat, of: index, at: time)
        }
        let album: JSONValue? =
            message.files.count > 1 ? .string(String(random.next() >> 1)) : nil
        let placed = message.files.enumerated().map { number, content in
            var members = media(content, of: index)
            if number == 0, !message.text.isEmpty { members["caption"] = .string(message.text) }
            members["media_group_id"] = album
            return place(members, from: from, in: chat, of: index, at: time)
        }
        return placed[0]
    }

    private mutating func media(
        _ content: AttachedFile, of index: Int
    ) -> [String: JSONValue?] {
        if content.contentType.hasPrefix("image/"), let picture = TelegramPicture(content.bytes) {
            return ["photo": [store(content, folder: "photos", of: index).photo(picture)]]
        }
        return ["document": store(content, folder: "documents", of: index).document]
    }

    /// Puts a message of somebody else than the bot into a chat and tells the bot of it.
    private mutating func place(
        _ members: [String: JSONValue?], from: JSONValue, in chat: Int, of index: Int,
        at time: WallTime
    ) -> PlacedMessage {
        let id = bots[index].chats[chat].nextMessageID()
        let known = bots[index].chats[chat]
        let content = known.message(id, from: from, at: time, members)
        bots[index].chats[chat].messageByID[id] = TelegramMessage(
            json: content, isOwn: false, at: time)
        _ = bots[index].push(kind(of: known, edited: false), content, now: time)
        return PlacedMessage(
            account: String(bots[index].id), chat: String(known.id), messageID: String(id))
    }

    /// The owner of a business account writes by hand; the bot is told, and did not do it.
    package mutating func sellerWritesOnSite(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try bots.place(of: message.account)
        guard let chat = bots[index].chats.firstIndex(where: { message.isMeant(for: $0) }),
            let connection = connection(index, bots[index].chats[chat].businessConnection)
        else { throw .unknownChat(message.chat ?? message.buyer) }
        let placed = place(
            ["text": .string(message.text)], from: connection.owner, in: chat, of: index, at: time)
        ledger.append(
            entry(
                message.text, id: bots[index].chats[chat].lastMessageID,
                chat: bots[index].chats[chat], of: index, via: .site, now: time))
        return placed
    }

    /// Somebody else than the bot changes the text or caption of an own message.
    package mutating func buyerEdits(
        chat id: String, business: String?, message: Int64, text: String, account name: String?,
        now: WallTime
    ) throws(ControlError) {
        let (index, chat) = try place(of: id, business, account: name)
        guard var edited = bots[index].chats[chat].messageByID[message], !edited.isDeleted,
            !edited.isOwn, case .object(var members) = edited.json
        else { throw .unknownOrder("edit of message \(message)") }
        members[members["text"] != nil ? "text" : "caption"] = .string(text)
        members["edit_date"] = .number(now.milliseconds / 1000)
        edited.json = .object(members)
        bots[index].chats[chat].messageByID[message] = edited
        _ = bots[index].push(
            kind(of: bots[index].chats[chat], edited: true), edited.json, now: now)
    }

    /// Messages vanish; only in a business chat is the bot told.
    package mutating func messagesVanish(
        _ messages: [Int64], chat id: String, business: String?, account name: String?,
        now: WallTime
    ) throws(ControlError) {
        let (index, chat) = try place(of: id, business, account: name)
        delete(messages, in: chat, of: index, now: now)
    }

    /// A business account connects the bot, changes what it may do, or ends it.
    package mutating func changeConnection(
        _ body: JSONValue, now: WallTime
    ) throws(ControlError) {
        guard let id = body["business"]?.string else { throw .malformed("business is missing") }
        let index = try bots.place(of: body["account"]?.text)
        let place = connectionPlace(id, of: index, now: now)
        var connection = bots[index].connections[place]
        if let name = body["owner"]?.string { connection.ownerName = name }
        if let flag = body["enabled"]?.bool { connection.isEnabled = flag }
        if let flag = body["canReply"]?.bool { connection.canReply = flag }
        if let flag = body["canRead"]?.bool { connection.canRead = flag }
        if let flag = body["canDeleteSent"]?.bool { connection.canDeleteSent = flag }
        if let flag = body["canDeleteAll"]?.bool { connection.canDeleteAll = flag }
        bots[index].connections[place] = connection
        _ = bots[index].push("business_connection", connection.json, now: now)
    }

    /// All messages of a chat as they stand, those that were deleted left out.
    package func messages(
        chat id: String, business: String?, account name: String?
    ) throws(ControlError) -> JSONValue {
        let (index, chat) = try place(of: id, business, account: name)
        let messages = bots[index].chats[chat].messageByID.sorted { $0.key < $1.key }
        return .array(messages.filter { !$0.value.isDeleted }.map(\.value.json))
    }

    /// The buyer blocks the bot, or takes that back.
    package mutating func setBlocked(
        _ isBlocked: Bool, chat id: String, account name: String?
    ) throws(ControlError) {
        let index = try bots.place(of: name)
        guard let chat = bots[index].chats.firstIndex(where: { String($0.id) == id }) else {
            throw .unknownChat(id)
        }
        bots[index].chats[chat].isBlocked = isBlocked
    }

    /// Answers 401 to the token from now on, or takes it again.
    package mutating func setRevoked(_ isRevoked: Bool, account name: String?) throws(ControlError)
    {
        bots[try bots.place(of: name)].isRevoked = isRevoked
    }

    private func kind(of chat: TelegramChat, edited: Bool) -> String {
        (edited ? "edited_" : "")
            + (chat.businessConnection == nil ? "message" : "business_message")
    }

    private func place(
        of id: String, _ business: String?, account name: String?
    ) throws(ControlError) -> (index: Int, chat: Int) {
        let index = try bots.place(of: name)
        let chat = bots[index].chats.firstIndex {
            String($0.id) == id && $0.businessConnection == business
        }
        guard let chat else { throw .unknownChat(id) }
        return (index, chat)
    }

    private mutating func chat(
        _ message: BuyerMessage, of index: Int, at time: WallTime
    ) throws(ControlError) -> Int {
        if let known = bots[index].chats.firstIndex(where: { message.isMeant(for: $0) }) {
            return known
        }
        let id = try message.chat.map { text throws(ControlError) in
            guard let id = Int64(text) else { throw .unknownChat(text) }
            return id
        }
        if let name = message.businessConnection {
            _ = connectionPlace(name, of: index, now: time)
        }
        bots[index].chats.append(
            TelegramChat(
                id: id ?? Int64(5_000_000_000 + random.next() % 1_000_000_000),
                businessConnection: message.businessConnection, buyer: message.buyer))
        return bots[index].chats.count - 1
    }

    /// The connection of that name, made if need be.
    private mutating func connectionPlace(_ id: String, of index: Int, now: WallTime) -> Int {
        if let known = bots[index].connections.firstIndex(where: { $0.id == id }) { return known }
        bots[index].connections.append(TelegramConnection(id: id, since: now))
        return bots[index].connections.count - 1
    }
}

extension BuyerMessage {
    fileprivate func isMeant(for known: TelegramChat) -> Bool {
        guard businessConnection == known.businessConnection else { return false }
        return isMeant(for: String(known.id), of: known.buyer)
    }
}
