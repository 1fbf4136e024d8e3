import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("Reading from Wildberries")
struct WildberriesReadingTests {
    let adapter = WildberriesAdapter(token: "secret")

    @Test("asks the official hosts, with the token in the header and nowhere else")
    func calls() {
        let calls = [adapter.identify(), adapter.poll(from: nil, wait: true)]
        #expect(
            calls.map(\.url) == [
                "https://common-api.wildberries.ru/api/v1/seller-info",
                "https://buyer-chat-api.wildberries.ru/api/v1/seller/events",
            ])
        for call in calls {
            #expect(call.headers == [HTTPHeader("Authorization", "secret")])
            #expect(!call.label.contains("secret"))
        }
    }

    @Test("names the account as the platform does")
    func identity() throws {
        let identity = try adapter.readIdentity(try recorded("wb-seller-info"))
        #expect(identity.account == "e8923014-e233-47q6-898e-3cc86d67ea61")
        #expect(identity.name == "Romashka")
    }

    @Test("takes events as messages, whatever is missing or new in them")
    func events() throws {
        let page = try adapter.readPoll(try recorded("wb-events"), from: nil)
        #expect(page.messages.map(\.id) == ["e-1", "e-2", "e-3", "e-4", "e-6"])
        #expect(page.messages.map(\.author) == [.buyer, .seller, .seller, .platform, .buyer])
        #expect(page.unreadableCount == 2)
        #expect(page.messages[0].text == "Когда придёт? 📦")
        #expect(page.messages[0].attachments == ["image", "чек.pdf"])
        #expect(page.messages[0].sent == WallTime(milliseconds: 1_782_900_123_456))
        #expect(page.messages[4].text == nil)
    }

    @Test("knows which of the shop's messages may be replies of ours")
    func origins() throws {
        let page = try adapter.readPoll(try recorded("wb-events"), from: nil)
        #expect(page.messages.map(\.mayBeOurs) == [false, true, false, false, false])
        #expect(page.messages[2].origin == "seller-portal")
    }

    @Test("gathers what it hears of a conversation")
    func chats() throws {
        let page = try adapter.readPoll(try recorded("wb-events"), from: nil)
        #expect(
            page.chats == [
                SourceChat(
                    conversation: "1:aaaa", buyer: "Ольга", order: "9c1e77", product: "15500123"),
                SourceChat(conversation: "1:bbbb"),
            ])
    }

    @Test("keeps its place when an empty page says 0, and never asks for 0")
    func emptyPage() throws {
        let first = try adapter.readPoll(try recorded("wb-events-empty"), from: nil)
        #expect(first.cursor == nil)
        #expect(!first.more)
        #expect(!adapter.poll(from: first.cursor, wait: false).url.contains("next"))
        let cursor = SourceCursor("1782900300000")
        let later = try adapter.readPoll(try recorded("wb-events-empty"), from: cursor)
        #expect(later.cursor == cursor)
        #expect(!later.more)
    }

    @Test(
        "begins each round a minute before its place, and each page a millisecond before the last")
    func overlap() throws {
        let round = adapter.poll(from: SourceCursor("1782900300000"), wait: false)
        #expect(round.url.hasSuffix("events?next=1782900240000"))
        let page = try adapter.readPoll(
            try recorded("wb-events"), from: SourceCursor("1782900250000"))
        #expect(page.more)
        let next = adapter.poll(from: page.cursor, wait: false)
        #expect(next.url.hasSuffix("events?next=1782900299999"))
    }

    @Test("a round ends, also with a full page of one stamp at its end", arguments: [1, 50, 120])
    func roundsEnd(count: Int) throws {
        var cursor: SourceCursor?
        var seen: Set<String> = []
        for call in 1... {
            let after = cursor.flatMap { place(adapter.poll(from: $0, wait: false)) } ?? 0
            let page = try adapter.readPoll(feed(count: count, after: after), from: cursor)
            seen.formUnion(page.messages.map(\.id))
            cursor = page.cursor
            guard page.more else { break }
            try #require(call < 10)
        }
        // The rest of one stamp's events is behind the end of a page: no one can read it.
        #expect(seen.count == min(count, 50) + 1)
        #expect(seen.contains("last"))
    }

    /// Events of one stamp and one later; pages of 50.
    private func feed(count: Int, after: Int64) -> HTTPAnswer {
        var events = (0..<count).map { ("e\($0)", Int64(1_782_900_000_000)) }
        events.append(("last", 1_782_900_001_000))
        let page = events.filter { $0.1 > after }.prefix(50)
        let list = page.map {
            """
            {"chatID": "1:a", "eventID": "\($0.0)", "addTimestamp": \($0.1), "sender": "client"}
            """
        }
        let body = """
            {"result": {"next": \(page.last?.1 ?? 0), "totalEvents": \(page.count),
            "events": [\(list.joined(separator: ","))]}}
            """
        return HTTPAnswer(status: 200, body: Array(body.utf8))
    }

    private func place(_ call: HTTPCall) -> Int64? {
        call.url.split(separator: "=").last.flatMap { Int64($0) }
    }

    @Test("says what is wrong, and how long to wait")
    func problems() throws {
        let limited = try recorded("wb-429", status: 429, [HTTPHeader("X-Ratelimit-Retry", "2.5")])
        expect(limited, .limited(wait: .milliseconds(2500)))
        expect(.foreign(429), .limited(wait: nil))
        expect(
            try recorded("wb-401", status: 401), .unauthorized("token problem; token is withdrawn"))
        expect(.foreign(503), .serverError(status: 503))
        expect(.foreign(200), .unreadable("200 without a JSON object"))
        expect(
            HTTPAnswer(status: 400, body: Array(#"{"detail": "Invalid number"}"#.utf8)),
            .refused(status: 400, "Invalid number"))
    }

    private func expect(_ answer: HTTPAnswer, _ problem: SourceProblem) {
        #expect(throws: problem) { try adapter.readPoll(answer, from: nil) }
    }

    @Test("asks rarely with a basic token")
    func basicToken() {
        // The claims {"acc": 1} and {"acc": 3}; nobody checks the signature here.
        #expect(WildberriesAdapter(token: "e30.eyJhY2MiOjF9.x").rules.pollEvery == .seconds(3600))
        #expect(WildberriesAdapter(token: "e30.eyJhY2MiOjN9.x").rules.pollEvery == .seconds(5))
        #expect(adapter.rules.pollEvery == .seconds(5))
    }

    @Test("cuts what is too long for a record")
    func bounds() throws {
        let text = String(repeating: "я", count: 40_000)
        let body = """
            {"result": {"next": 5, "events": [{"chatID": "1:a", "eventID": "e", "addTimestamp": 5,
            "sender": "client", "message": {"text": "\(text)"}},
            {"chatID": "\(text)", "eventID": "e", "addTimestamp": 5}]}}
            """
        let page = try adapter.readPoll(
            HTTPAnswer(status: 200, body: Array(body.utf8)), from: nil)
        let kept = try #require(page.messages.first?.text)
        #expect(kept.utf8.count <= 32_768)
        #expect(kept.hasSuffix("я…"))
        #expect(page.unreadableCount == 1)
    }
}
