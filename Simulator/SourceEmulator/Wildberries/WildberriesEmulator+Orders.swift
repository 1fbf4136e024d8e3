package import SkeinCRDT

/// What tests order to happen on the platform.
extension WildberriesEmulator {
    /// A buyer writes; the first message of a buyer opens a chat.
    package mutating func buyerWrites(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try accounts.place(of: message.account)
        let opened = try chat(message, of: index)
        let chat = opened.chat
        let event = WildberriesEvent(
            id: random.uuid(), chatID: chat.id, addedAt: stamp(time), visibleFrom: time,
            sender: .client, source: "rusite", text: message.text,
            files: store(message.files, of: index), replySign: opened.isNew ? chat.replySign : nil,
            product: opened.isNew ? chat.product : nil, buyer: chat.buyer)
        accounts[index].insert(event)
        return PlacedMessage(
            account: accounts[index].sid, chat: chat.id, messageID: event.id)
    }

    /// The seller writes on the site, not through the API; `message.buyer` names the chat.
    package mutating func sellerWritesOnSite(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try accounts.place(of: message.account)
        let chat = accounts[index].chats.first { message.isMeant(for: $0.id, of: $0.buyer) }
        guard let chat else { throw .unknownChat(message.chat ?? message.buyer) }
        let event = addSellerMessage(
            message.text, files: message.files, to: chat.id, of: index, via: .site, now: time)
        return PlacedMessage(account: accounts[index].sid, chat: chat.id, messageID: event.id)
    }

    /// From now on only signatures read afterwards are accepted.
    package mutating func rotateSignatures() {
        for index in accounts.indices {
            for chat in accounts[index].chats.indices {
                accounts[index].chats[chat].replySign = newSign(accounts[index].chats[chat].id)
            }
        }
    }

    /// Answers 401 to the token from now on, or takes it again.
    package mutating func setRevoked(_ isRevoked: Bool, account name: String?) throws(ControlError)
    {
        accounts[try accounts.place(of: name)].isRevoked = isRevoked
    }

    private mutating func chat(
        _ message: BuyerMessage, of index: Int
    ) throws(ControlError) -> (chat: WildberriesChat, isNew: Bool) {
        let known = accounts[index].chats.first { message.isMeant(for: $0.id, of: $0.buyer) }
        if let known { return (known, false) }
        if let id = message.chat { throw .unknownChat(id) }
        let id = "1:\(random.uuid())"
        let chat = WildberriesChat(
            id: id, buyer: message.buyer, replySign: newSign(id),
            product: message.product ?? newProduct())
        accounts[index].chats.append(chat)
        return (chat, true)
    }

    private mutating func newSign(_ chatID: String) -> String {
        "\(chatID):\(random.next() % 100_000_000):\(random.hex(digits: 128))"
    }

    private mutating func newProduct() -> JSONValue {
        [
            "nmID": .number(Int64(10_000_000 + random.next() % 90_000_000)),
            "price": .number(Int64(100 + random.next() % 9_900)), "priceCurrency": "RUB",
            "rid": .string(random.hex(digits: 32)), "size": "0",
        ]
    }
}
