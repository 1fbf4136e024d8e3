package import SkeinCRDT

/// What tests order to happen on the platform.
extension OzonEmulator {
    /// A buyer writes; the first message of a buyer opens a chat.
    package mutating func buyerWrites(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try accounts.place(of: message.account)
        let known = accounts[index].chats.first { message.isMeant(for: $0.id, of: $0.buyer) }
        if known == nil, let id = message.chat { throw .unknownChat(id) }
        let id =
            known?.id
            ?? open(message.buyer, order: message.product?["order"]?.text, of: index, now: time)
        let chat = accounts[index].chats.firstIndex { $0.id == id } ?? 0
        if let about = message.product { accounts[index].chats[chat].change(about) }
        // Whoever writes opens the chat again.
        accounts[index].chats[chat].isClosed = false
        let written = add(
            .customer, accounts[index].chats[chat].buyerID, message.text, message.files, to: id,
            of: index, now: time, visibleFrom: time)
        return PlacedMessage(
            account: accounts[index].clientID, chat: id, messageID: String(written))
    }

    /// The seller writes in the cabinet, not through the API.
    package mutating func sellerWritesOnSite(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try accounts.place(of: message.account)
        let chat = accounts[index].chats.first { message.isMeant(for: $0.id, of: $0.buyer) }
        guard let chat else { throw .unknownChat(message.chat ?? message.buyer) }
        let id = addSellerMessage(
            message.text, files: message.files, to: chat.id, of: index, via: .site, now: time)
        return PlacedMessage(
            account: accounts[index].clientID, chat: chat.id, messageID: String(id))
    }

    /// Deactivates the key, or takes it again.
    package mutating func setRevoked(_ isRevoked: Bool, account name: String?) throws(ControlError)
    {
        accounts[try accounts.place(of: name)].isRevoked = isRevoked
    }

    package mutating func setClosed(
        _ isClosed: Bool, chat id: String, account name: String?
    ) throws(ControlError) {
        let index = try accounts.place(of: name)
        guard let chat = accounts[index].chats.firstIndex(where: { $0.id == id }) else {
            throw .unknownChat(id)
        }
        accounts[index].chats[chat].isClosed = isClosed
    }

    /// A picture passes moderation, or does not.
    package mutating func moderate(
        message id: String, _ moderation: AttachedFile.Moderation
    ) throws(ControlError) {
        for index in accounts.indices {
            for chat in accounts[index].chats.indices {
                let messages = accounts[index].chats[chat].messages
                guard let place = messages.firstIndex(where: { String($0.id) == id }) else {
                    continue
                }
                accounts[index].chats[chat].messages[place].moderation = moderation.ozon
                return
            }
        }
        throw .unknownOrder("no message \(id)")
    }

    /// The buyer reads what the shop wrote.
    package mutating func buyerReads(chat id: String, account name: String?) throws(ControlError) {
        let index = try accounts.place(of: name)
        guard let chat = accounts[index].chats.firstIndex(where: { $0.id == id }) else {
            throw .unknownChat(id)
        }
        for place in accounts[index].chats[chat].messages.indices
        where accounts[index].chats[chat].messages[place].author == .seller {
            accounts[index].chats[chat].messages[place].isRead = true
        }
    }
}

extension OzonChat {
    /// From `{order?, sku?, scheme?, deliveredAt?}`.
    fileprivate mutating func change(_ about: JSONValue) {
        if let order = about["order"]?.text { self.order = order }
        if let sku = about["sku"]?.text { self.sku = sku }
        if let scheme = about["scheme"]?.string.flatMap(Scheme.init) { self.scheme = scheme }
        if let time = about["deliveredAt"]?.number { deliveredAt = WallTime(milliseconds: time) }
        if let type = about["type"]?.string { self.type = type }
    }
}
