package import SkeinCRDT

/// What tests order to happen on the platform.
extension TelegramEmulator {
    /// A buyer writes to the bot, or through a business connection to the account it serves.
    package mutating func buyerWrites(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try bots.place(of: message.account)
        let chat = try chat(message, of: index)
        let id = bots[index].chats[chat].nextMessageID()
        let known = bots[index].chats[chat]
        let document = message.files.first.map { store($0, of: index).document }
        // The text beside a document is its caption.
        let content = known.message(
            id, from: known.user, text: document == nil ? message.text : "", at: time,
            further: [
                "document": document,
                "caption": document == nil || message.text.isEmpty ? nil : .string(message.text),
            ])
        _ = bots[index].push(kind(of: known), content, now: time)
        return PlacedMessage(
            account: String(bots[index].id), chat: String(known.id), messageID: String(id))
    }

    /// The owner of a business account writes by hand; the bot is told, and did not do it.
    package mutating func sellerWritesOnSite(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try bots.place(of: message.account)
        guard let chat = bots[index].chats.firstIndex(where: { message.isMeant(for: $0) }),
            bots[index].chats[chat].businessConnection != nil
        else { throw .unknownChat(message.chat ?? message.buyer) }
        let id = bots[index].chats[chat].nextMessageID()
        let known = bots[index].chats[chat]
        let owner: JSONValue = ["id": 500_001, "is_bot": false, "first_name": "Магазин"]
        let content = known.message(id, from: owner, text: message.text, at: time)
        _ = bots[index].push(kind(of: known), content, now: time)
        ledger.append(entry(message.text, id: id, chat: known, of: index, via: .site, now: time))
        return PlacedMessage(
            account: String(bots[index].id), chat: String(known.id), messageID: String(id))
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

    private func kind(of chat: TelegramChat) -> String {
        chat.businessConnection == nil ? "message" : "business_message"
    }

    private mutating func chat(_ message: BuyerMessage, of index: Int) throws(ControlError) -> Int {
        if let known = bots[index].chats.firstIndex(where: { message.isMeant(for: $0) }) {
            return known
        }
        let id = try message.chat.map { text throws(ControlError) in
            guard let id = Int64(text) else { throw .unknownChat(text) }
            return id
        }
        bots[index].chats.append(
            TelegramChat(
                id: id ?? Int64(5_000_000_000 + random.next() % 1_000_000_000),
                businessConnection: message.businessConnection, buyer: message.buyer))
        return bots[index].chats.count - 1
    }

    private mutating func store(_ content: AttachedFile, of index: Int) -> TelegramFile {
        let id = random.hex(digits: 40)
        let file = TelegramFile(
            id: id, uniqueID: random.hex(digits: 16),
            path: "documents/file_\(bots[index].fileByID.count)", content: content)
        bots[index].fileByID[id] = file
        return file
    }
}

extension BuyerMessage {
    fileprivate func isMeant(for known: TelegramChat) -> Bool {
        guard businessConnection == known.businessConnection else { return false }
        return isMeant(for: String(known.id), of: known.buyer)
    }
}
