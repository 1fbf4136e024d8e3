import Foundation
import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("Telegram")
struct TelegramAdapterTests {
    let adapter = TelegramAdapter(token: "800200:secret")
    let reply = OutgoingReply(conversation: "5012345678", text: "Завтра", attempt: "a1")

    @Test("has its token in the path and in no label")
    func token() {
        let calls = [adapter.identify(), adapter.poll(from: SourceCursor("5"), wait: true)]
        for call in calls {
            #expect(call.url.hasPrefix("https://api.telegram.org/bot800200:secret/"))
            #expect(!call.label.contains("secret"))
        }
    }

    @Test("names the account as the platform does")
    func identity() throws {
        let identity = try adapter.readIdentity(try recorded("tg-getme"))
        #expect(identity == SourceIdentity(account: "800200", name: "romashka_bot"))
    }

    @Test("asks with the offset after what is stored, and may wait only when told so")
    func offset() throws {
        let first = adapter.poll(from: nil, wait: false)
        #expect(!first.url.contains("offset"))
        #expect(first.url.contains("timeout=0&allowed_updates=%5B%22message%22%5D"))
        let page = try adapter.readPoll(try recorded("tg-updates"), from: nil)
        #expect(page.cursor == SourceCursor("70120006"))
        let next = adapter.poll(from: page.cursor, wait: true)
        #expect(next.url.hasSuffix("&offset=70120006"))
        #expect(next.url.contains("timeout=25"))
        #expect(next.totalTimeout > .seconds(25))
        let empty = HTTPAnswer(status: 200, body: Array(#"{"ok": true, "result": []}"#.utf8))
        let quiet = try adapter.readPoll(empty, from: page.cursor)
        #expect(quiet.cursor == page.cursor)
        #expect(!quiet.more)
    }

    @Test("takes the last update's number even where numbers have begun anew")
    func newNumbers() throws {
        let body = #"{"ok": true, "result": [{"update_id": 900}, {"update_id": 12}]}"#
        let page = try adapter.readPoll(
            HTTPAnswer(status: 200, body: Array(body.utf8)), from: SourceCursor("899"))
        #expect(page.cursor == SourceCursor("13"))
    }

    @Test("takes updates as messages, unknown kinds with a placeholder")
    func updates() throws {
        let page = try adapter.readPoll(try recorded("tg-updates"), from: nil)
        #expect(page.messages.map(\.conversation) == ["5012345678", "-1001234567890:15", "42"])
        #expect(page.messages.map(\.id) == ["311", "7", "8"])
        #expect(page.messages.map(\.text) == ["Когда придёт? 📦", "Вот чек", nil])
        #expect(page.messages.map(\.attachments) == [[], ["чек.pdf"], ["other"]])
        #expect(page.messages[0].sent == WallTime(milliseconds: 1_782_900_123_000))
        #expect(page.chats.map(\.buyer) == ["Магазин", "ivan", "Ольга К."])
        #expect(page.unreadableCount == 2)
    }

    @Test("sends one request at once, as plain text")
    func send() throws {
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        #expect(call.url.hasSuffix("/sendMessage"))
        #expect(
            String(decoding: call.body, as: UTF8.self)
                == #"{"chat_id":5012345678,"text":"Завтра"}"#)
        var topic = reply
        topic.conversation = "-1001234567890:15"
        guard case .send(let second) = adapter.send(topic, prepared: []) else {
            return #expect(Bool(false))
        }
        #expect(
            String(decoding: second.body, as: UTF8.self)
                == #"{"chat_id":-1001234567890,"message_thread_id":15,"text":"Завтра"}"#)
        for name in ["", "x", "1:x", "1:2:3"] {
            var wrong = reply
            wrong.conversation = name
            #expect(
                adapter.send(wrong, prepared: [])
                    == .stop(.rejected(reason: "no Telegram chat", stopsSource: false)))
        }
    }

    @Test("takes 4096 UTF-16 units")
    func limits() {
        #expect(adapter.rules.allows(String(repeating: "я", count: 4096)))
        #expect(!adapter.rules.allows(String(repeating: "📦", count: 2049)))
    }

    @Test("knows every class of outcome")
    func classes() throws {
        #expect(verdict(try recorded("tg-sendmessage-200")) == .sent(evidence: "312"))
        #expect(isUnknown(verdict(.foreign(200))))
        #expect(
            verdict(try recorded("tg-403", status: 403))
                == .rejected(
                    reason: "403 Forbidden: bot was blocked by the user", stopsSource: false))
        #expect(
            verdict(try recorded("tg-429", status: 429))
                == .notSent(reason: "429 Too Many Requests: retry after 7", wait: .seconds(7)))
        guard
            case .rejected(_, stopsSource: false) = verdict(
                try recorded("tg-400-migrated", status: 400))
        else { return #expect(Bool(false)) }
        for status in [401, 404] {
            let own = HTTPAnswer(
                status: status, body: Array(#"{"ok": false, "description": "Unauthorized"}"#.utf8))
            #expect(
                verdict(own) == .rejected(reason: "\(status) Unauthorized", stopsSource: true))
        }
        for status in [302, 400, 401, 403, 408, 409, 500, 502] {
            #expect(isUnknown(verdict(.foreign(status))), "\(status)")
        }
        #expect(adapter.classify(.failure(.refused)) == .notSent(reason: "refused", wait: nil))
        #expect(adapter.classify(.failure(.lost)) == .unknown(reason: "connection lost"))
    }

    @Test("says what is wrong")
    func problems() throws {
        let conflict = try recorded("tg-409", status: 409)
        #expect {
            _ = try adapter.readPoll(conflict, from: nil)
        } throws: { error in
            guard case .conflict = error as? SourceProblem else { return false }
            return true
        }
        #expect(throws: SourceProblem.limited(wait: .seconds(7))) {
            try adapter.readPoll(try recorded("tg-429", status: 429), from: nil)
        }
        #expect(throws: SourceProblem.unauthorized("Unauthorized")) {
            try adapter.readPoll(
                HTTPAnswer(
                    status: 401,
                    body: Array(#"{"ok": false, "description": "Unauthorized"}"#.utf8)), from: nil)
        }
    }

    @Test("has no history")
    func history() {
        #expect(!adapter.rules.hasHistory)
        #expect(adapter.history(HistoryQuery(conversation: "1", after: nil)) == nil)
    }

    private func verdict(_ answer: HTTPAnswer) -> SendVerdict { adapter.classify(.success(answer)) }

    private func isUnknown(_ verdict: SendVerdict) -> Bool {
        if case .unknown = verdict { true } else { false }
    }
}
