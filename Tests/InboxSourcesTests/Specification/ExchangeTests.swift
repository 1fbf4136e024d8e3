import Foundation
import InboxSources
import SkeinCRDT
import SkeinTesting
import SkeinTransport
import SourceEmulator
import Testing

/// What the adapters ask and what the emulated platforms answer, for every endpoint of either,
/// written down for `.ci/specifications`, which holds it against the platforms' own documents.
@Suite(.serialized) struct ExchangeTests {
    static let noon = WallTime(milliseconds: 1_782_900_000_000)
    static let file = AttachedFile(name: "a.pdf", contentType: "application/pdf", bytes: [1, 2, 3])

    /// A conversation with one message of the buyer, in the platform's own numbers and texts.
    private static func emulator() throws -> (SourceEmulator, chats: [EmulatedPlatform: String]) {
        var emulator = SourceEmulator(
            seed: 5, wildberriesTokens: ["wb"], telegramTokens: ["700100:tg"],
            ozonTokens: ["1234:key"], yandexTokens: ["880011:ACMA:key"])
        // As the document's schema has it; its examples have texts.
        emulator.ozon.quirks.hasTextIDs = false
        var chats: [EmulatedPlatform: String] = [:]
        let message = BuyerMessage(buyer: "Ольга", text: "Где заказ?", files: [file])
        chats[.wildberries] = try emulator.wildberries.buyerWrites(message, at: noon).chat
        chats[.telegram] = try emulator.telegram.buyerWrites(message, at: noon).chat
        chats[.ozon] = try emulator.ozon.buyerWrites(message, at: noon).chat
        chats[.yandexMarket] = try emulator.yandex.buyerWrites(message, at: noon).chat
        return (emulator, chats)
    }

    /// What only the emulator has.
    private static func recordEmulator(_ recorder: inout Recorder, chat: String) throws {
        func ask(
            _ method: String, _ body: String, _ type: String = "application/json",
            status: Int = 200
        ) throws {
            let call = HTTPCall(
                method: "POST", url: "https://api.telegram.org/bot700100:tg/\(method)",
                headers: [HTTPHeader("Content-Type", type)], body: Array(body.utf8), label: method)
            try recorder.record(method, call, status: status)
        }
        let file = """
            --b\r
            Content-Disposition: form-data; name="chat_id"\r
            \r
            \(chat)\r
            --b\r
            Content-Disposition: form-data; name="document"; filename="a.txt"\r
            \r
            a\r
            --b--\r

            """
        try ask("sendDocument", file, "multipart/form-data; boundary=b")
        let newest = try #require(recorder.emulator.ledger.last?.messageID)
        let place = #""chat_id":\#(chat),"message_id":\#(newest)"#
        try ask("editMessageCaption", "{\(place),\"caption\":\"b\"}")
        try ask("editMessageText", "{\(place),\"text\":\"b\"}", status: 400)
        try ask("deleteMessage", "{\(place)}")
        try ask("deleteMessages", #"{"chat_id":\#(chat),"message_ids":[1]}"#)
        try ask("getChat", #"{"chat_id":\#(chat)}"#)
        try ask("sendChatAction", #"{"chat_id":\#(chat),"action":"typing"}"#)
        for method in ["getWebhookInfo", "deleteWebhook", "getMyCommands"] {
            try ask(method, "{}")
        }
        var message = BuyerMessage(buyer: "Ольга", text: "?", businessConnection: "bc")
        let business = try recorder.emulator.telegram.buyerWrites(message, at: noon)
        message.text = "Сам."
        _ = try recorder.emulator.telegram.sellerWritesOnSite(message, at: noon)
        let connection = #""business_connection_id":"bc""#
        try ask("getBusinessConnection", "{\(connection)}")
        let target = "\(connection),\"chat_id\":\(business.chat)"
        try ask("readBusinessMessage", "{\(target),\"message_id\":1}")
        try ask("sendMessage", "{\(target),\"text\":\"b\"}")
        try ask("editMessageText", "{\(target),\"message_id\":3,\"text\":\"c\"}")
        try ask("deleteBusinessMessages", "{\(connection),\"message_ids\":[3]}")
        try recorder.emulator.telegram.changeConnection(["business": "bc"], now: noon)
        try ask("getUpdates", "{}")
    }

    private struct Recorder {
        var emulator: SourceEmulator
        var exchanges: [Exchange] = []
        let spec: String

        @discardableResult
        mutating func record(
            _ endpoint: String, _ call: HTTPCall, status: Int = 200
        ) throws -> HTTPAnswer {
            guard case .answer(let answer) = emulator.handle(call, now: ExchangeTests.noon) else {
                throw SourceProblem.unreachable(endpoint)
            }
            #expect(answer.status == status, "\(endpoint)")
            exchanges.append(Exchange(spec, endpoint, call, answer))
            return answer
        }

        mutating func fault(_ endpoint: String, _ call: HTTPCall, _ answer: String) {
            var exchange = Exchange(
                spec, endpoint, call,
                .json(answer, [HTTPHeader("Content-Type", "application/json")]))
            exchange.expect = "fault"
            exchanges.append(exchange)
        }
    }

    private static func write(_ exchanges: [Exchange], _ name: String) throws {
        let folder = Fixtures.packageRoot.appending(path: ".build/exchanges")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try exchanges.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        try Data((lines.joined(separator: "\n") + "\n").utf8)
            .write(to: folder.appending(path: "\(name).jsonl"))
        try Data(Fixtures.specifications.path.utf8).write(to: folder.appending(path: "documents"))
    }

    private func call(_ step: SendStep) throws -> HTTPCall {
        guard case .send(let call) = step else { throw SourceProblem.unreadable("no call") }
        return call
    }

    @Test func `exchanges with Ozon are written down`() throws {
        let (emulator, chats) = try Self.emulator()
        let chat = try #require(chats[.ozon])
        let adapter = OzonAdapter(token: "1234:key")
        var recorder = Recorder(emulator: emulator, spec: "ozon-seller-chat")
        let list = adapter.poll(from: nil, wait: false)
        try recorder.record("POST /v1/roles", adapter.identify())
        let page = try adapter.readPoll(
            try recorder.record("POST /v3/chat/list", list), from: nil)
        try recorder.record("POST /v3/chat/list", adapter.poll(from: page.cursor, wait: false))
        let send = try call(
            adapter.send(
                OutgoingReply(conversation: chat, text: "Завтра.", attempt: "1"), prepared: []))
        try recorder.record("POST /v1/chat/send/message", send)
        try recorder.record(
            "POST /v1/chat/send/file",
            adapter.sendFile([1, 2], name: "a.png", conversation: chat))
        for known in [nil, page.heads.first?.newestID] {
            let query = HistoryQuery(
                conversation: chat, after: nil, known: KnownMessages(newestID: known))
            try recorder.record("POST /v3/chat/history", try #require(adapter.history(query)))
        }
        let newest = try #require(page.heads.first?.newestID)
        try recorder.record("POST /v2/chat/read", adapter.markRead(chat, upTo: newest))
        try recorder.record("POST /v2/chat/read", adapter.markRead(chat, upTo: nil))
        let started = try recorder.record(
            "POST /v1/chat/start", adapter.start(posting: "47873153-0052-1"))
        #expect(try !adapter.readStart(started).isEmpty)
        let stranger = OzonAdapter(token: "1234:other")
        try recorder.record(
            "POST /v3/chat/list", stranger.poll(from: nil, wait: false), status: 403)
        let nowhere = OutgoingReply(conversation: "none", text: "a", attempt: "1")
        try recorder.record(
            "POST /v1/chat/send/message", try call(adapter.send(nowhere, prepared: [])),
            status: 404)
        recorder.emulator.ozon.quirks.hasPremium = false
        try recorder.record("POST /v1/chat/send/message", send, status: 403)
        recorder.emulator.ozon.faults.add(Fault(.errorBefore, on: .any))
        try recorder.record("POST /v3/chat/list", list, status: 500)
        recorder.fault("POST /v3/chat/list", list, #"{"chats":[{"chat":{"chatId":"a"}}]}"#)
        recorder.fault("POST /v3/chat/list", list, #"{"has_next":"maybe"}"#)
        var wrong = list
        wrong.body = Array(#"{"limit":"many"}"#.utf8)
        recorder.fault("POST /v3/chat/list", wrong, #"{"has_next":false}"#)
        try Self.write(recorder.exchanges, "ozon")
    }

    @Test func `exchanges with Yandex Market are written down`() throws {
        let (emulator, chats) = try Self.emulator()
        let chat = try #require(chats[.yandexMarket])
        let adapter = YandexAdapter(token: "880011:ACMA:key")
        var recorder = Recorder(emulator: emulator, spec: "yandex-market-chat")
        try recorder.record("POST chats", adapter.identify())
        let list = adapter.poll(from: nil, wait: false)
        try recorder.record("POST chats", list)
        var waiting = list
        waiting.body = Array(#"{"statuses":["NEW","WAITING_FOR_PARTNER"]}"#.utf8)
        try recorder.record("POST chats", waiting)
        let send = try call(
            adapter.send(
                OutgoingReply(conversation: chat, text: "Завтра.", attempt: "1"), prepared: []))
        try recorder.record("POST chats/message", send)
        try recorder.record(
            "POST chats/file/send",
            adapter.sendFile([1, 2], name: "a.png", conversation: chat, attempt: "1"))
        let query = HistoryQuery(conversation: chat, after: nil)
        let read = try adapter.readHistory(
            try recorder.record("POST chats/history", try #require(adapter.history(query))), query)
        let known = HistoryQuery(conversation: chat, after: read.mark)
        try recorder.record("POST chats/history", try #require(adapter.history(known)))
        for subject in [YandexAdapter.Subject.order, .claim] {
            let started = try recorder.record("POST chats/new", adapter.start(subject, 517_700_991))
            #expect(try !adapter.readStart(started).isEmpty)
        }
        // What only the emulator has.
        let base = "https://api.partner.market.yandex.ru/v2"
        let key = HTTPHeader("Api-Key", "ACMA:key")
        func get(_ method: String, _ path: String) -> HTTPCall {
            HTTPCall(method: method, url: base + path, headers: [key], label: path)
        }
        let id = try #require(read.messages.first?.id)
        try recorder.record("GET chat", get("GET", "/businesses/880011/chat?chatId=\(chat)"))
        try recorder.record(
            "GET chats/message",
            get("GET", "/businesses/880011/chats/message?chatId=\(chat)&messageId=\(id)"))
        try recorder.record("POST auth/token", get("POST", "/auth/token"))
        try recorder.record(
            "GET chat", get("GET", "/businesses/880011/chat?chatId=5"), status: 404)
        let refused: [(Fault.Kind, Int)] = [
            (.tooMany, 420), (.unauthorized, 401), (.forbidden, 403), (.errorBefore, 500),
        ]
        for (fault, status) in refused {
            recorder.emulator.yandex.faults.add(Fault(fault))
            try recorder.record("POST chats/message", send, status: status)
        }
        var wrong = send
        wrong.body = Array(#"{"message":""}"#.utf8)
        try recorder.record("POST chats/message", wrong, status: 400)
        recorder.fault("POST chats/message", wrong, #"{"status":"OK"}"#)
        recorder.fault("POST chats", list, #"{"status":"OK","result":{"chats":[{"chatId":1}]}}"#)
        recorder.fault("POST chats", list, #"{"status":"FINE","result":{"chats":[]}}"#)
        try Self.write(recorder.exchanges, "yandex")
    }

    @Test func `exchanges with Wildberries are written down`() throws {
        let (emulator, chats) = try Self.emulator()
        let chat = try #require(chats[.wildberries])
        let adapter = WildberriesAdapter(token: "wb")
        let general = Recorder(emulator: emulator, spec: "wildberries-general")
        var recorder = Recorder(emulator: emulator, spec: "wildberries-communications")
        var other = general
        try other.record("GET /api/v1/seller-info", adapter.identify())
        let events = adapter.poll(from: nil, wait: false)
        let page = try adapter.readPoll(
            try recorder.record("GET /api/v1/seller/events", events), from: nil)
        try recorder.record(
            "GET /api/v1/seller/events", adapter.poll(from: page.cursor, wait: false))
        let reply = OutgoingReply(conversation: chat, text: "Завтра.", attempt: "1")
        guard case .prepare(let list) = adapter.send(reply, prepared: []) else {
            throw SourceProblem.unreadable("no list")
        }
        let signs = try recorder.record("GET /api/v1/seller/chats", list)
        let send = try call(adapter.send(reply, prepared: [signs]))
        try recorder.record("POST /api/v1/seller/message", send)
        for (fault, status) in [(Fault.Kind.tooMany, 429), (.unauthorized, 401)] {
            recorder.emulator.wildberries.faults.add(Fault(fault))
            try recorder.record("POST /api/v1/seller/message", send, status: status)
        }
        recorder.fault("GET /api/v1/seller/chats", list, #"{"result":[{"chatId":"1"}]}"#)
        try Self.write(recorder.exchanges + other.exchanges, "wildberries")
    }

    @Test func `exchanges with Telegram are written down`() throws {
        let (emulator, chats) = try Self.emulator()
        let chat = try #require(chats[.telegram])
        let adapter = TelegramAdapter(token: "700100:tg")
        var recorder = Recorder(emulator: emulator, spec: "telegram-bot-api")
        try recorder.record("getMe", adapter.identify())
        let updates = adapter.poll(from: nil, wait: false)
        try recorder.record("getUpdates", updates)
        try recorder.record("getUpdates", adapter.poll(from: SourceCursor("5"), wait: true))
        let send = try call(
            adapter.send(
                OutgoingReply(conversation: chat, text: "Завтра.", attempt: "1"), prepared: []))
        try recorder.record("sendMessage", send)
        let nowhere = OutgoingReply(conversation: "5", text: "a", attempt: "1")
        try recorder.record(
            "sendMessage", try call(adapter.send(nowhere, prepared: [])), status: 400)
        try Self.recordEmulator(&recorder, chat: chat)
        recorder.fault("sendMessage", send, #"{"ok":true,"result":{"message_id":"1"}}"#)
        recorder.fault("getMe", adapter.identify(), #"{"ok":true,"result":{"id":1,"name":"x"}}"#)
        var wrong = send
        wrong.body = Array(#"{"chat":5,"text":"a"}"#.utf8)
        recorder.fault("sendMessage", wrong, #"{"ok":false,"error_code":400,"description":"x"}"#)
        try Self.write(recorder.exchanges, "telegram")
    }
}
