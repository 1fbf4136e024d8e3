import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("History at Wildberries")
struct WildberriesHistoryTests {
    let adapter = WildberriesAdapter(token: "secret")
    let known = KnownMessages(newestInAccount: WallTime(milliseconds: 1_782_900_200_000))

    @Test("is the feed from a little before what is known")
    func beginning() {
        let query = HistoryQuery(conversation: "1:aaaa", after: nil, known: known)
        #expect(adapter.history(query)?.url.hasSuffix("events?next=1782900195000") == true)
        let nothing = HistoryQuery(conversation: "1:aaaa", after: nil)
        #expect(adapter.history(nothing)?.url.hasSuffix("/events") == true)
        #expect(
            adapter.mark(known).map { HistoryQuery(conversation: "1:aaaa", after: $0) }
                .flatMap { adapter.history($0)?.url }?.hasSuffix("next=1782900195000") == true)
    }

    @Test("gives the conversation's messages, and a mark that leaves them out later")
    func mark() throws {
        let query = HistoryQuery(conversation: "1:aaaa", after: nil, known: known)
        let page = try adapter.readHistory(try events([("own", 1_782_900_201_000)]), query)
        #expect(page.messages.map(\.id) == ["own"])
        #expect(page.newest == WallTime(milliseconds: 1_782_900_201_000))
        let later = HistoryQuery(conversation: "1:aaaa", after: page.mark)
        #expect(adapter.history(later)?.url.hasSuffix("next=1782900196000") == true)
        let again = try adapter.readHistory(
            try events([("own", 1_782_900_201_000), ("new", 1_782_900_201_000)]), later)
        #expect(again.messages.map(\.id) == ["new"])
        #expect(page.mark.text.utf8.count <= 512)
    }

    @Test("leaves other conversations out, but learns from them how fresh it is")
    func otherConversations() throws {
        let query = HistoryQuery(conversation: "1:other", after: nil, known: known)
        let page = try adapter.readHistory(try events([("own", 1_782_900_299_000)]), query)
        #expect(page.messages.isEmpty)
        #expect(page.newest == WallTime(milliseconds: 1_782_900_299_000))
    }

    @Test("a mark stays within its bound, however many own messages are near it")
    func markBound() throws {
        let query = HistoryQuery(conversation: "1:aaaa", after: nil, known: known)
        let many = (0..<40).map {
            (
                id: "00000000-0000-0000-0000-0000000000\($0 + 10)",
                time: Int64(1_782_900_201_000)
            )
        }
        let page = try adapter.readHistory(try events(many), query)
        #expect(page.mark.text.utf8.count <= 512)
    }

    private func events(_ events: [(id: String, time: Int64)]) throws -> HTTPAnswer {
        let list = events.map {
            """
            {"chatID": "1:aaaa", "eventID": "\($0.id)", "addTimestamp": \($0.time),
            "sender": "seller", "source": "seller-public-api", "message": {"text": "ок"}}
            """
        }
        let body = """
            {"result": {"next": \(events.last?.time ?? 0), "totalEvents": \(events.count),
            "events": [\(list.joined(separator: ","))]}}
            """
        return HTTPAnswer(status: 200, body: Array(body.utf8))
    }
}
