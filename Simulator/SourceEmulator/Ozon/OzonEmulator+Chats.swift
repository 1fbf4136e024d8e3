import Foundation
import SkeinCRDT
import SkeinTransport

extension OzonEmulator {
    // MARK: Reading

    /// `/v3/chat/list`. The cursor is the place in the order of opening.
    func list(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        guard let limit = body["limit"]?.number, limit > 0 else {
            return Self.error(400, 3, "Request validation error: invalid limit")
        }
        let status = body["filter"]?["chat_status"]?.string?.lowercased() ?? "all"
        let unreadOnly = body["filter"]?["unread_only"]?.bool ?? false
        let start = body["cursor"]?.string.flatMap { Int($0) } ?? 0
        let matching = accounts[index].chats.filter { chat in
            (status == "all" || (status == "closed") == chat.isClosed)
                && (!unreadOnly || unread(chat, now) > 0)
        }
        let size = min(Int(clamping: limit), 100, quirks.pageSize)
        let page = matching.dropFirst(max(start, 0)).prefix(size)
        let end = max(start, 0) + page.count
        let hasNext = end < matching.count
        return .json(
            200,
            [
                "chats": .array(page.map { json($0, now) }),
                "total_unread_count": .number(
                    Int64(accounts[index].chats.reduce(0) { $0 + unread($1, now) })),
                "cursor": .string(String(end)),
                "has_next": quirks.hasTextFlags ? .string(String(hasNext)) : .bool(hasNext),
            ])
    }

    private func unread(_ chat: OzonChat, _ now: WallTime) -> Int {
        chat.visible(now).count { $0.author == .customer && $0.id > chat.readUpTo }
    }

    private func json(_ chat: OzonChat, _ now: WallTime) -> JSONValue {
        let visible = chat.visible(now)
        let firstUnread = visible.first { $0.author == .customer && $0.id > chat.readUpTo }
        let type = quirks.isFlat ? "Buyer_Seller" : chat.type
        let status = chat.isClosed ? "CLOSED" : "OPENED"
        let head: [String: JSONValue] = [
            "created_at": .string(chat.createdAt.iso8601Milliseconds), "chat_id": .string(chat.id),
            "chat_status": .string(quirks.isFlat ? status.capitalized : status),
            "chat_type": .string(type),
        ]
        let rest: [String: JSONValue] = [
            "first_unread_message_id": Self.number(firstUnread?.id ?? 0, quirks),
            "last_message_id": Self.number(visible.last?.id ?? 0, quirks),
            "unread_count": .number(Int64(unread(chat, now))),
        ]
        guard quirks.isFlat else {
            return .object(rest.merging(["chat": .object(head)]) { first, _ in first })
        }
        return .object(rest.merging(head) { first, _ in first })
    }

    /// `/v3/chat/history`; the message asked from is told again.
    func history(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        guard let chat = chat(index, body) else { return Self.noChat }
        let isForward = body["direction"]?.string == "Forward"
        let from = body["from_message_id"].flatMap(Self.id)
        guard !isForward || from != nil else {
            return Self.error(400, 3, "Request validation error: from_message_id is required")
        }
        var messages = chat.visible(now)
        if !isForward { messages.reverse() }
        if let from { messages = messages.filter { isForward ? $0.id >= from : $0.id <= from } }
        if let wanted = body["filter"]?["message_ids"]?.array?.compactMap(Self.id), !wanted.isEmpty
        {
            messages = messages.filter { wanted.contains($0.id) }
        }
        let limit = body["limit"]?.number ?? 50
        let page = messages.prefix(Int(clamping: min(max(limit, 1), 1000)))
        return .json(
            200,
            [
                "messages": .array(page.map { $0.json(chat, quirks) }),
                "has_next": .bool(page.count < messages.count),
            ])
    }

    static func id(_ value: JSONValue) -> UInt64? { value.text.flatMap { UInt64($0) } }

    static var noChat: HTTPAnswer { error(404, 5, "chat not found") }

    func chat(_ index: Int, _ body: JSONValue) -> OzonChat? {
        let id = body["chat_id"]?.string
        return accounts[index].chats.first { $0.id == id }
    }

    func file(_ path: String, of index: Int) -> HTTPAnswer {
        let pieces = path.split(separator: "/").map(String.init)
        guard pieces.count >= 4, let file = accounts[index].fileByID[pieces[3]],
            file.moderation != .refused
        else { return Self.error(404, 5, "file not found") }
        return HTTPAnswer(
            status: 200, headers: [HTTPHeader("Content-Type", file.contentType)], body: file.bytes)
    }

    // MARK: Writing

    private static let textMax = 1000

    mutating func sendMessage(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        guard let chat = chat(index, body) else { return Self.noChat }
        let text = body["text"]?.string ?? ""
        guard (1...Self.textMax).contains(text.unicodeScalars.count) else {
            return Self.error(
                400, 3, "Request validation error: text must have 1 to 1000 characters")
        }
        if let refusal = mayWrite(chat, now) { return refusal }
        addSellerMessage(text, files: [], to: chat.id, of: index, via: .api, now: now)
        return .json(200, ["result": "success"])
    }

    mutating func sendFile(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        guard let chat = chat(index, body) else { return Self.noChat }
        guard let data = body["base64_content"]?.string.flatMap({ Data(base64Encoded: $0) }),
            !data.isEmpty, let name = body["name"]?.string, name.contains(".")
        else { return Self.error(400, 3, "Request validation error: invalid file") }
        if let refusal = mayWrite(chat, now) { return refusal }
        let isImage = [".jpg", ".jpeg", ".png"].contains { name.lowercased().hasSuffix($0) }
        let file = AttachedFile(
            name: name, contentType: isImage ? "image/jpeg" : "application/octet-stream",
            bytes: [UInt8](data), moderation: isImage ? .pending : .passed)
        addSellerMessage("", files: [file], to: chat.id, of: index, via: .api, now: now)
        return .json(200, ["result": "success"])
    }

    private func mayWrite(_ chat: OzonChat, _ now: WallTime) -> HTTPAnswer? {
        guard quirks.hasPremium else {
            return Self.error(403, 7, "Method is available with Premium Plus subscription only")
        }
        guard !chat.isClosed else { return Self.error(403, 7, "chat is closed") }
        // Which error the platform gives is not documented.
        guard !quirks.keepsWindows || chat.isOpen(now) else {
            return Self.error(400, 9, "time to write in the chat is over")
        }
        return nil
    }

    /// `/v1/chat/start`: of an order by FBS, whose chat is opened or given again.
    mutating func start(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        guard let posting = body["posting_number"]?.string, !posting.isEmpty else {
            return Self.error(400, 3, "Request validation error: posting_number is empty")
        }
        if let known = accounts[index].chats.first(where: { posting.hasPrefix($0.order) }) {
            guard known.scheme == .fbs else {
                return Self.error(403, 7, "only the buyer can start this chat")
            }
            return .json(200, ["result": ["chat_id": .string(known.id)]])
        }
        let id = open("Покупатель", order: posting, of: index, now: now)
        if let place = accounts[index].chats.firstIndex(where: { $0.id == id }) {
            accounts[index].chats[place].scheme = .fbs
        }
        return .json(200, ["result": ["chat_id": .string(id)]])
    }

    /// `/v2/chat/read`: that message and all before it; without one all.
    mutating func read(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        guard let chat = chat(index, body),
            let place = accounts[index].chats.firstIndex(where: { $0.id == chat.id })
        else { return Self.noChat }
        let last = body["from_message_id"].flatMap(Self.id) ?? chat.visible(now).last?.id ?? 0
        accounts[index].chats[place].readUpTo = max(chat.readUpTo, last)
        return .json(
            200, ["unread_count": .number(Int64(unread(accounts[index].chats[place], now)))])
    }

    // MARK: What comes to be

    mutating func open(
        _ buyer: String, order: String?, of index: Int, now: WallTime
    ) -> String {
        let id = random.uuid()
        accounts[index].chats.append(
            OzonChat(
                id: id, createdAt: now, buyer: buyer,
                buyerID: String(1000 + random.next() % 90_000),
                order: order
                    ?? "\(10_000_000 + random.next() % 90_000_000)-\(random.hex(digits: 4))",
                sku: String(100_000_000 + random.next() % 900_000_000)))
        return id
    }

    @discardableResult
    mutating func addSellerMessage(
        _ text: String, files: [AttachedFile], to chatID: String, of index: Int,
        via: LedgerEntry.Via, now: WallTime
    ) -> UInt64 {
        let message = add(
            .seller, accounts[index].clientID, text, files, to: chatID, of: index, now: now,
            visibleFrom: now + quirks.echoLag)
        ledger.append(
            LedgerEntry(
                platform: .ozon, account: accounts[index].clientID, chat: chatID, text: text,
                at: now, messageID: String(message), via: via, files: files.map(\.name)))
        return message
    }

    /// A text and its files are messages of their own.
    @discardableResult
    mutating func add(
        _ author: OzonMessage.Author, _ userID: String, _ text: String, _ files: [AttachedFile],
        to chatID: String, of index: Int, now: WallTime, visibleFrom: WallTime
    ) -> UInt64 {
        guard let place = accounts[index].chats.firstIndex(where: { $0.id == chatID }) else {
            preconditionFailure("a chat that was found is there")
        }
        var last: UInt64 = 0
        for file in files {
            last = nextMessageID()
            let id = random.hex(digits: 24)
            accounts[index].fileByID[id] = file
            let isImage = file.contentType.hasPrefix("image/")
            let url = "https://api-seller.ozon.ru/v2/chat/file/\(id)/\(file.name)"
            let size = max(file.bytes.count / 1024, 1)
            accounts[index].chats[place].messages.append(
                OzonMessage(
                    id: last, author: author, userID: userID, createdAt: now,
                    visibleFrom: visibleFrom,
                    data: [isImage ? "![](\(url))" : "[\(file.name) (\(size) KB)](\(url))"],
                    isImage: isImage, moderation: isImage ? file.moderation.ozon : nil))
        }
        guard !text.isEmpty || files.isEmpty else { return last }
        last = nextMessageID()
        accounts[index].chats[place].messages.append(
            OzonMessage(
                id: last, author: author, userID: userID, createdAt: now,
                visibleFrom: visibleFrom, data: [text]))
        return last
    }
}

extension AttachedFile.Moderation {
    var ozon: OzonMessage.Moderation {
        switch self {
        case .passed: .success
        case .pending: .moderation
        case .refused: .failed
        }
    }
}
