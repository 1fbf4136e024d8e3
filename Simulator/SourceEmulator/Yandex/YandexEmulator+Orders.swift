package import SkeinCRDT

/// What tests order to happen on the platform.
extension YandexEmulator {
    /// A buyer writes; the first message of a buyer opens a chat.
    package mutating func buyerWrites(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try accounts.place(of: message.account)
        let known = accounts[index].chats.first {
            message.isMeant(for: String($0.id), of: $0.buyer)
        }
        if known == nil, let id = message.chat { throw .unknownChat(id) }
        let about = message.product
        let id =
            known?.id
            ?? open(
                message.buyer, about?["type"]?.string.flatMap(YandexChat.Context.init) ?? .order,
                about?["id"]?.number, of: index, now: time)
        let written = add(
            .customer, message.text, message.files, to: id, of: index, now: time,
            visibleFrom: time)
        return PlacedMessage(
            account: String(accounts[index].business), chat: String(id),
            messageID: String(written))
    }

    /// The shop writes in the cabinet, not through the API.
    package mutating func sellerWritesOnSite(
        _ message: BuyerMessage, at time: WallTime
    ) throws(ControlError) -> PlacedMessage {
        let index = try accounts.place(of: message.account)
        let chat = accounts[index].chats.first { message.isMeant(for: String($0.id), of: $0.buyer) }
        guard let chat else { throw .unknownChat(message.chat ?? message.buyer) }
        let id = addShopMessage(
            message.text, files: message.files, to: chat.id, of: index, via: .site, now: time)
        return PlacedMessage(
            account: String(accounts[index].business), chat: String(chat.id),
            messageID: String(id))
    }

    /// Answers 401 to the key from now on, or takes it again.
    package mutating func setRevoked(_ isRevoked: Bool, account name: String?) throws(ControlError)
    {
        accounts[try accounts.place(of: name)].isRevoked = isRevoked
    }

    /// Changes a chat's status, or makes it a dispute.
    package mutating func change(
        chat id: String, status: String?, type: String?, account name: String?
    ) throws(ControlError) {
        let index = try accounts.place(of: name)
        guard let chat = accounts[index].chats.firstIndex(where: { String($0.id) == id }) else {
            throw .unknownChat(id)
        }
        if let status {
            guard let status = YandexChat.Status(rawValue: status) else {
                throw .malformed("no status \(status)")
            }
            accounts[index].chats[chat].status = status
        }
        if let type { accounts[index].chats[chat].type = type }
    }

    // MARK: What comes to be

    mutating func open(
        _ buyer: String, _ context: YandexChat.Context, _ about: Int64?, of index: Int,
        now: WallTime
    ) -> Int64 {
        let id =
            Int64(90_000_000 + random.next() % 9_000_000) * 100
            + Int64(accounts[index].chats.count % 100)
        let order = Int64(510_000_000 + random.next() % 9_000_000)
        accounts[index].chats.append(
            YandexChat(
                id: id, createdAt: now, buyer: buyer, context: context,
                order: context == .direct ? nil : context == .order ? about ?? order : order,
                claim: context == .claim ? about ?? order + 1 : nil))
        return id
    }

    @discardableResult
    mutating func addShopMessage(
        _ text: String, files: [AttachedFile], to chatID: Int64, of index: Int,
        via: LedgerEntry.Via, now: WallTime
    ) -> Int64 {
        let id = add(
            .partner, text, files, to: chatID, of: index, now: now,
            visibleFrom: now + quirks.echoLag)
        ledger.append(
            LedgerEntry(
                platform: .yandexMarket, account: String(accounts[index].business),
                chat: String(chatID), text: text, at: now, messageID: String(id), via: via,
                files: files.map(\.name)))
        return id
    }

    @discardableResult
    private mutating func add(
        _ sender: YandexMessage.Sender, _ text: String, _ files: [AttachedFile],
        to chatID: Int64, of index: Int, now: WallTime, visibleFrom: WallTime
    ) -> Int64 {
        guard let place = accounts[index].chats.firstIndex(where: { $0.id == chatID }) else {
            preconditionFailure("a chat that was found is there")
        }
        let stored = files.map { file in
            let id = random.hex(digits: 24)
            accounts[index].fileByID[id] = file
            return YandexMessage.File(
                name: file.name, url: "https://market-file.test/market-file/\(id)/\(file.name)",
                sizeBytes: file.bytes.count)
        }
        let id = nextMessageID(now)
        accounts[index].chats[place].messages.append(
            YandexMessage(
                id: id, sender: sender, createdAt: now, visibleFrom: visibleFrom, text: text,
                files: stored))
        accounts[index].chats[place].status = sender == .customer ? .partner : .customer
        return id
    }
}
