import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("Reading Ozon")
struct OzonReadingTests {
    let adapter = OzonAdapter(token: "1234:key-1", base: "http://127.0.0.1:1")

    @Test("a token has two halves, each in its header and neither in a label")
    func credentials() {
        let call = adapter.poll(from: nil, wait: false)
        #expect(call.headers.contains(HTTPHeader("Client-Id", "1234")))
        #expect(call.headers.contains(HTTPHeader("Api-Key", "key-1")))
        #expect(!call.label.contains("key-1"))
        #expect(adapter.tokenFault == nil)
        for bad in ["key-1", "abc:key", "12:", ":key", "12:ke y", "12:key\n"] {
            #expect(OzonAdapter(token: bad).tokenFault?.contains("client-id:api-key") == true)
        }
    }

    @Test("the account is the client id; the key's end is told with it")
    func identity() throws {
        let answer = HTTPAnswer.json(
            #"{"expires_at":"2026-08-18T09:54:23.296Z","roles":[{"name":"Admin","methods":[]}]}"#)
        let identity = try adapter.readIdentity(answer)
        #expect(identity.account == "1234")
        #expect(identity.expires == WallTime(milliseconds: 1_787_046_863_296))
        #expect(throws: SourceProblem.self) { try adapter.readIdentity(.json("{}")) }
    }

    @Test("the list's chats with buyers are compared by their last message, in every spelling")
    func list() throws {
        let page = try adapter.readPoll(
            .json(
                """
                {"chats":[
                {"chat":{"chat_id":"a","chat_type":"BUYER_SELLER"},"last_message_id":"3000000003511120018"},
                {"chat":{"chat_id":"b","chat_type":"Buyer_Seller"},"last_message_id":3000000003511120019},
                {"chat_id":"c","chat_type":"BUYER_SELLER_SELECT","last_message_id":18446744073709551615},
                {"chat":{"chat_id":"d","chat_type":"SOMETHING_NEW"},"last_message_id":"5"},
                {"chat":{"chat_id":"e","chat_type":"Seller_Support"},"last_message_id":"6"},
                {"chat":{"chat_id":"f","chat_type":"BUYER_SELLER"},"last_message_id":0},
                {"chat":{"chat_type":"BUYER_SELLER"},"last_message_id":"8"}
                ],"total_unread_count":"2","cursor":"17","has_next":"true"}
                """), from: nil)
        #expect(page.heads.map(\.chat.conversation) == ["a", "b", "c", "d"])
        #expect(
            page.heads.map(\.newestID) == [
                "3000000003511120018", "3000000003511120019", "18446744073709551615", "5",
            ])
        #expect(page.unreadableCount == 1)
        #expect(page.more)
        #expect(adapter.poll(from: page.cursor, wait: false).text.contains(#""cursor":"17""#))
    }

    @Test("what is no list, or leads to itself, is not taken for an empty one")
    func noList() {
        for text in [
            "{}", #"{"chats":"none"}"#, "[]", "<html>", #"{"chats":{"a":1},"has_next":false}"#,
            #"{"chats":[{"chat_id":"a"}],"has_next":true,"cursor":""}"#,
        ] {
            #expect(throws: SourceProblem.self) { try adapter.readPoll(.json(text), from: nil) }
        }
        #expect(throws: SourceProblem.self) {
            let more = #"{"chats":[{"chat_id":"a"}],"has_next":true,"cursor":"17"}"#
            let page = try adapter.readPoll(.json(more), from: nil)
            _ = try adapter.readPoll(.json(more), from: page.cursor)
        }
    }

    @Test("a shop of many pages is asked for unread chats, and for all of them now and then")
    func rounds() throws {
        let last = HTTPAnswer.json(#"{"chats":[],"has_next":false}"#)
        func isWhole(_ cursor: SourceCursor?) -> Bool {
            adapter.poll(from: cursor, wait: false).text.contains(#""unread_only":false"#)
        }
        let small = try adapter.readPoll(last, from: nil).cursor
        #expect(isWhole(small), "one page shows all")
        let first = try adapter.readPoll(
            .json(#"{"chats":[{"chat_id":"a"}],"has_next":true,"cursor":"100"}"#), from: nil)
        var cursor = try adapter.readPoll(last, from: first.cursor).cursor
        var partial = 0
        while !isWhole(cursor), partial < 50 {
            cursor = try adapter.readPoll(last, from: cursor).cursor
            partial += 1
        }
        #expect(partial == 19)
    }

    @Test("a chat is read backward from its end, later onward from what is known")
    func history() throws {
        let fresh = try #require(
            adapter.history(HistoryQuery(conversation: "a", after: nil)))
        #expect(fresh.text == #"{"chat_id":"a","direction":"Backward","limit":500}"#)
        let query = HistoryQuery(
            conversation: "a", after: nil,
            known: KnownMessages(newestID: "18446744073709551000"))
        #expect(
            try #require(adapter.history(query)).text
                == #"{"chat_id":"a","direction":"Forward","from_message_id":18446744073709551000,"#
                + #""limit":500}"#)
        let page = try adapter.readHistory(
            .json(
                """
                {"has_next":true,"messages":[
                {"message_id":18446744073709551000,"created_at":"2026-07-01T10:02:03.456Z",
                 "user":{"id":"1","type":"Customer"},"data":["старое"]},
                {"message_id":"18446744073709551001","created_at":"2026-07-01T10:02:04Z",
                 "user":{"id":"1","type":"Сustomer"},"data":["Где","заказ?"],
                 "context":{"order_number":"40112233-0044","sku":155001234}},
                {"message_id":18446744073709551002,"created_at":"2026-07-01T13:03:19.1+03:00",
                 "user":{"id":"7","type":"Seller"},"data":["Завтра."]},
                {"message_id":18446744073709551003,"created_at":"2026-07-01T10:04:00Z",
                 "user":{"type":"Courier"},"is_image":true,"moderate_image_status":"MODERATION",
                 "data":["![](https://api-seller.ozon.ru/v2/chat/file/a1/photo.jpg)"]},
                {"created_at":"2026-07-01T10:04:00Z","data":["без имени"]}
                ]}
                """), query)
        #expect(page.messages.map(\.text) == ["Где\nзаказ?", "Завтра.", nil])
        #expect(page.messages.map(\.author) == [.buyer, .seller, .platform])
        #expect(page.messages.map(\.mayBeOurs) == [false, true, false])
        #expect(page.messages[2].attachments == ["photo.jpg"])
        #expect(page.messages[1].sent == WallTime(milliseconds: 1_782_900_199_100))
        #expect(page.chat?.order == "40112233-0044")
        #expect(page.chat?.product == "155001234")
        #expect(page.unreadableCount == 1)
        #expect(page.mark == HistoryMark("18446744073709551003"))
        var onward = query
        onward.page = page.next
        #expect(
            try #require(adapter.history(onward)).text.contains("18446744073709551003"))
    }

    @Test("a link to a file is a file, any other text is text")
    func files() throws {
        let data = [
            "[check.pdf (47 KB)](https://api-seller.ozon.ru/v2/chat/file/x/1)",
            "смотрите [тут](https://www.ozon.ru/product/1)", "[не файл](https://example.org/a)",
        ]
        let list = data.map { "\"\($0)\"" }.joined(separator: ",")
        let page = try adapter.readHistory(
            .json(
                #"{"messages":[{"message_id":"5","created_at":"2026-07-01T10:02:03Z","data":["#
                    + list + "]}]}"), HistoryQuery(conversation: "a", after: nil))
        #expect(page.messages.first?.attachments == ["check.pdf"])
        #expect(page.messages.first?.text == data.dropFirst().joined(separator: "\n"))
    }

    @Test(
        "says what stands in the way",
        arguments: [
            (401, "x", "unauthorized"),
            (403, "Invalid Api-Key, please contact support", "unauthorized"),
            (403, "Method is available with Premium Plus", "forbidden"),
            (429, "You have reached request rate limit per second", "limited"),
            (400, "You have reached request rate limit per second", "limited"),
            (409, "Circle is open", "limited"), (404, "no", "refused"), (500, "no", "server-error"),
            (301, "", "refused"),
        ])
    func problems(status: Int, message: String, code: String) {
        let answer = HTTPAnswer.json(
            #"{"code":7,"message":"\#(message)","details":"text"}"#, status: status)
        do {
            _ = try adapter.readPoll(answer, from: nil)
            Issue.record("no problem")
        } catch {
            #expect(error.code == code)
        }
    }
}
