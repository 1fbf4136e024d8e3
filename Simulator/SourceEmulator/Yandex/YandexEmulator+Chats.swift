import SkeinCRDT
import SkeinTransport

extension YandexEmulator {
    private static let textMax = 4096
    private static let fileBytesMax = 5 << 20

    // MARK: Reading

    /// `POST /chats`. The page token is the place in the order of opening.
    func chats(
        _ index: Int, _ query: [String: String], _ body: JSONValue, now: WallTime
    ) -> HTTPAnswer {
        guard let limit = Self.limit(query, usual: 10, max: 20) else { return Self.badLimit }
        for name in ["statuses", "types", "contexts", "contextTypes", "orderIds"] {
            if let items = body[name]?.array, items.isEmpty {
                return Self.error(400, "BAD_REQUEST", "\(name): size must be at least 1")
            }
        }
        let statuses = body["statuses"]?.array?.compactMap(\.string)
        let types = body["types"]?.array?.compactMap(\.string)
        let kinds = body["contextTypes"]?.array?.compactMap(\.string)
        let matching = accounts[index].chats.filter { chat in
            statuses?.contains(chat.status.rawValue) ?? true
                && types?.contains(chat.type) ?? true
                && kinds?.contains(chat.context.rawValue) ?? true
        }
        guard let start = Self.start(query) else { return Self.badToken }
        let page = matching.dropFirst(start).prefix(limit)
        let end = start + page.count
        return Self.good([
            "chats": .array(page.map { $0.json(now) }),
            "paging": end < matching.count ? ["nextPageToken": .string("p\(end)")] : [:],
        ])
    }

    func chat(_ index: Int, _ query: [String: String], now: WallTime) -> HTTPAnswer {
        guard let chat = find(index, query) else { return Self.noChat }
        return Self.good(chat.json(now))
    }

    func history(
        _ index: Int, _ query: [String: String], _ body: JSONValue, now: WallTime
    ) -> HTTPAnswer {
        guard let limit = Self.limit(query, usual: 50, max: 100) else { return Self.badLimit }
        guard let chat = find(index, query) else { return Self.noChat }
        guard let start = Self.start(query) else { return Self.badToken }
        var messages = chat.visible(now)
        if let from = body["messageIdFrom"], from != .null {
            guard let from = from.number, from >= 1 else {
                return Self.error(400, "BAD_REQUEST", "messageIdFrom: must be at least 1")
            }
            messages = messages.filter { quirks.isInclusive ? $0.id >= from : $0.id > from }
        }
        if quirks.isNewestFirst { messages.reverse() }
        let page = messages.dropFirst(start).prefix(min(limit, quirks.pageSize))
        let end = start + page.count
        return Self.good(
            .object(dropping: [
                "orderId": chat.order.map { .number($0) }, "context": chat.contextJSON,
                "messages": .array(page.map(\.json)),
                "paging": end < messages.count ? ["nextPageToken": .string("p\(end)")] : [:],
            ]))
    }

    func message(_ index: Int, _ query: [String: String], now: WallTime) -> HTTPAnswer {
        guard let chat = find(index, query) else { return Self.noChat }
        let id = query["messageId"].flatMap { Int64($0) }
        guard let message = chat.visible(now).first(where: { $0.id == id }) else {
            return Self.error(404, "NOT_FOUND", "Message not found")
        }
        return Self.good(message.json)
    }

    func file(_ path: String, of index: Int) -> HTTPAnswer {
        let id = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        guard let file = accounts[index].fileByID[id] else {
            return Self.error(404, "NOT_FOUND", "File not found")
        }
        return HTTPAnswer(
            status: 200, headers: [HTTPHeader("Content-Type", file.contentType)], body: file.bytes)
    }

    // MARK: Writing

    mutating func sendMessage(
        _ index: Int, _ query: [String: String], _ body: JSONValue, now: WallTime
    ) -> HTTPAnswer {
        guard quirks.maySend else {
            return Self.error(403, "FORBIDDEN", "Access denied by scopes")
        }
        guard let chat = find(index, query) else { return Self.noChat }
        let text = body["message"]?.string ?? ""
        guard (1...Self.textMax).contains(text.unicodeScalars.count) else {
            return Self.error(400, "BAD_REQUEST", "message: size must be between 1 and 4096")
        }
        if chat.status == .finished, quirks.refusesFinished {
            return Self.error(400, "BAD_REQUEST", "Chat is finished")
        }
        addShopMessage(text, files: [], to: chat.id, of: index, via: .api, now: now)
        return .json(200, ["status": "OK"])
    }

    mutating func sendFile(
        _ index: Int, _ call: HTTPCall, _ query: [String: String], now: WallTime
    ) -> HTTPAnswer {
        guard quirks.maySend else {
            return Self.error(403, "FORBIDDEN", "Access denied by scopes")
        }
        guard let chat = find(index, query) else { return Self.noChat }
        guard let form = Multipart(call.body, contentType: call.header("Content-Type") ?? ""),
            let part = form.part("file")
        else {
            return Self.error(415, "UNSUPPORTED_MEDIA_TYPE", "multipart/form-data is expected")
        }
        guard (1...Self.fileBytesMax).contains(part.bytes.count) else {
            return Self.error(400, "BAD_REQUEST", "file: too big or empty")
        }
        let file = AttachedFile(
            name: part.fileName ?? "file", contentType: part.contentType ?? "", bytes: part.bytes)
        addShopMessage("", files: [file], to: chat.id, of: index, via: .api, now: now)
        return .json(200, ["status": "OK"])
    }

    /// `POST /chats/new`: the chat about that order or return, opened or given again.
    mutating func create(_ index: Int, _ body: JSONValue, now: WallTime) -> HTTPAnswer {
        let about = body["context"]
        let context = about?["type"]?.string.flatMap(YandexChat.Context.init) ?? .order
        guard let id = about?["id"]?.number ?? body["orderId"]?.number, id > 0,
            context != .direct
        else { return Self.error(400, "BAD_REQUEST", "context: must not be null") }
        let known = accounts[index].chats.first {
            context == .claim ? $0.claim == id : $0.order == id && $0.context == .order
        }
        let chat = known?.id ?? open("Покупатель", context, id, of: index, now: now)
        return Self.good(["chatId": .number(chat)])
    }

    // MARK: Parts

    func find(_ index: Int, _ query: [String: String]) -> YandexChat? {
        let id = query["chatId"].flatMap { Int64($0) }
        return accounts[index].chats.first { $0.id == id }
    }

    private static func good(_ result: JSONValue) -> HTTPAnswer {
        .json(200, ["status": "OK", "result": result])
    }

    private static func limit(_ query: [String: String], usual: Int, max: Int) -> Int? {
        guard let text = query["limit"] else { return usual }
        return Int(text).flatMap { (1...max).contains($0) ? $0 : nil }
    }

    private static func start(_ query: [String: String]) -> Int? {
        guard let token = query["pageToken"] ?? query["page_token"], !token.isEmpty else {
            return 0
        }
        guard token.hasPrefix("p"), let start = Int(token.dropFirst()), start >= 0 else {
            return nil
        }
        return start
    }

    private static var badLimit: HTTPAnswer {
        error(400, "BAD_REQUEST", "limit: out of range")
    }

    private static var badToken: HTTPAnswer {
        error(400, "BAD_REQUEST", "pageToken: cannot be read")
    }

    private static var noChat: HTTPAnswer { error(404, "NOT_FOUND", "Chat not found") }
}
