import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("Reading Yandex Market")
struct YandexReadingTests {
    let adapter = YandexAdapter(token: "880011:ACMA:secret:1", base: "http://127.0.0.1:1")
    static let noon = WallTime(milliseconds: 1_782_900_000_000)

    private func date(_ text: String) -> [HTTPHeader] { [HTTPHeader("Date", text)] }

    @Test("a token names the cabinet and its key, which has colons of its own")
    func credentials() throws {
        let call = adapter.identify()
        #expect(call.url == "http://127.0.0.1:1/v2/businesses/880011/chats?limit=1")
        #expect(call.headers.contains(HTTPHeader("Api-Key", "ACMA:secret:1")))
        #expect(!call.label.contains("secret"))
        for bad in ["ACMA:1", "0:k", "-1:k", "88:", "88:k k"] {
            #expect(YandexAdapter(token: bad).tokenFault?.contains("business-id:api-key") == true)
        }
        let answer = HTTPAnswer.json(#"{"status":"OK","result":{"chats":[],"paging":{}}}"#)
        #expect(try adapter.readIdentity(answer).account == "880011")
        #expect(throws: SourceProblem.self) {
            try adapter.readIdentity(.json(#"{"status":"OK"}"#))
        }
    }

    static let list = """
        {"status":"OK","result":{"chats":[
        {"chatId":98213374,"type":"CHAT","status":"WAITING_FOR_PARTNER","new":1,
         "context":{"type":"RETURN","customer":{"name":"Ирина"},"orderId":517700991,"returnId":44},
         "createdAt":"2026-07-01T12:58:00+03:00","updatedAt":"2026-07-01T13:00:00+03:00"},
        {"chatId":"98213375","type":"ARBITRAGE","status":"LATER","context":{"type":"DIRECT"},
         "updatedAt":"2026-07-01T12:00:00+03:00"},
        {"chatId":0,"updatedAt":"2026-07-01T12:00:00+03:00"},{"chatId":5}
        ],"paging":{"nextPageToken":"p 2"}}}
        """

    @Test("the list tells of each chat whose it is, what about, and its last message's time")
    func heads() throws {
        let page = try adapter.readPoll(
            .json(Self.list, date("Wed, 01 Jul 2026 10:00:30 GMT")), from: nil)
        #expect(
            page.heads.map(\.chat) == [
                SourceChat(
                    conversation: "98213374", buyer: "Ирина", order: "517700991", claim: "44"),
                SourceChat(conversation: "98213375"),
            ])
        #expect(page.heads[0].newestSent == Self.noon)
        #expect(page.unreadableCount == 2)
        #expect(page.more)
        let next = adapter.poll(from: page.cursor, wait: false)
        #expect(next.url.hasSuffix("/chats?limit=20&pageToken=p%202"))
        #expect(next.text == "{}")
    }

    @Test("a chat is read again until a round began a minute after its last message")
    func recent() throws {
        func round(_ time: String, _ cursor: SourceCursor?) throws -> PollPage {
            let text = Self.list.replacingOccurrences(of: "\"nextPageToken\":\"p 2\"", with: "")
            return try adapter.readPoll(.json(text, date(time)), from: cursor)
        }
        let first = try round("Wed, 01 Jul 2026 10:00:30 GMT", nil)
        #expect(first.heads.map(\.isRecent) == [true, true], "nothing was read before")
        let second = try round("Wed, 01 Jul 2026 10:01:10 GMT", first.cursor)
        #expect(second.heads.map(\.isRecent) == [true, false])
        let third = try round("Wed, 01 Jul 2026 10:01:20 GMT", second.cursor)
        #expect(third.heads.map(\.isRecent) == [false, false])
    }

    @Test("a cabinet of many pages is asked for chats that wait, and for all of them now and then")
    func rounds() throws {
        let last = HTTPAnswer.json(#"{"status":"OK","result":{"chats":[],"paging":{}}}"#)
        var cursor = try adapter.readPoll(.json(Self.list), from: nil).cursor
        cursor = try adapter.readPoll(last, from: cursor).cursor
        var partial = 0
        while adapter.poll(from: cursor, wait: false).text.contains("WAITING_FOR_PARTNER"),
            partial < 50
        {
            cursor = try adapter.readPoll(last, from: cursor).cursor
            partial += 1
        }
        #expect(partial == 19)
    }

    @Test("a history's order does not matter, nor whether the message asked from is told again")
    func history() throws {
        let query = HistoryQuery(
            conversation: "98213374", after: nil,
            known: KnownMessages(newestID: "1782900123456001"))
        let call = try #require(adapter.history(query))
        #expect(call.url.hasSuffix("/chats/history?chatId=98213374&limit=100"))
        #expect(call.text == #"{"messageIdFrom":1782900123456001}"#)
        let page = try adapter.readHistory(
            .json(
                """
                {"status":"OK","result":{"context":{"type":"ORDER","orderId":5},"messages":[
                {"messageId":1782900199874002,"createdAt":"2026-07-01T13:03:19+03:00",
                 "sender":"PARTNER","payload":[{"name":"check.pdf","url":"https://x/1","size":4}]},
                {"messageId":1782900199874001,"createdAt":"2026-07-01T13:03:18+03:00",
                 "sender":"MARKET","message":"Чат открыт"},
                {"messageId":1782900123456001,"createdAt":"2026-07-01T13:02:03+03:00",
                 "sender":"CUSTOMER","message":"Когда придёт?"},
                {"messageId":7}
                ],"paging":{"nextPageToken":"x;y"}}}
                """), query)
        #expect(page.messages.map(\.author) == [.seller, .platform])
        #expect(page.messages[0].attachments == ["check.pdf"])
        #expect(page.chat?.order == "5")
        #expect(page.unreadableCount == 1)
        #expect(page.mark == HistoryMark("1782900199000;1782900199874002"))
        var onward = query
        (onward.page, onward.after) = (page.next, page.mark)
        let next = try #require(adapter.history(onward))
        #expect(next.url.hasSuffix("&pageToken=x%3By"))
        #expect(next.text == #"{"messageIdFrom":1782900123456001}"#)
    }

    @Test("what is no list, or leads to itself, is not taken for an empty one")
    func noList() throws {
        for text in [
            "{}", #"{"status":"ERROR"}"#, #"{"status":"OK","result":{}}"#, "<html>",
            #"{"status":"OK","result":{"chats":{}}}"#,
        ] {
            #expect(throws: SourceProblem.self) { try adapter.readPoll(.json(text), from: nil) }
        }
        let cursor = try adapter.readPoll(.json(Self.list), from: nil).cursor
        #expect(throws: SourceProblem.self) { try adapter.readPoll(.json(Self.list), from: cursor) }
    }

    @Test("too many calls at once are over in a moment, an hour's worth of them at its end")
    func limits() {
        func wait(_ message: String, _ headers: [HTTPHeader]) -> Duration? {
            let text =
                #"{"status":"ERROR","errors":[{"code":"METHOD_FAILURE","message":"\#(message)"}]}"#
            do {
                _ = try adapter.readPoll(.json(text, status: 420, headers), from: nil)
                return nil
            } catch {
                return error.wait
            }
        }
        let headers = [
            HTTPHeader("Date", "Wed, 01 Jul 2026 10:00:00 GMT"),
            HTTPHeader("X-RateLimit-Resource-Until", "Wed, 01 Jul 2026 10:20:00 GMT"),
        ]
        #expect(wait("Hit rate limit of 4 parallel requests", headers) == .seconds(1))
        #expect(wait("Hit rate limit of 5000 requests per period", headers) == .seconds(1200))
        #expect(wait("Hit rate limit of 5000 requests per period", []) == .seconds(60))
    }

    @Test(
        "says what stands in the way",
        arguments: [
            (400, "refused"), (401, "unauthorized"), (403, "forbidden"), (404, "refused"),
            (420, "limited"), (423, "limited"), (500, "server-error"), (503, "server-error"),
            (302, "refused"),
        ])
    func problems(status: Int, code: String) {
        do {
            _ = try adapter.readPoll(.json("{}", status: status), from: nil)
            Issue.record("no problem")
        } catch {
            #expect(error.code == code)
        }
    }
}
