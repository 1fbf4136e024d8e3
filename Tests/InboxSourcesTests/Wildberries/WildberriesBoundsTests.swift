import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("What Wildberries must not get wrong")
struct WildberriesBoundsTests {
    let adapter = WildberriesAdapter(token: "secret")
    let reply = OutgoingReply(conversation: "1:aaaa", text: "Завтра", attempt: "a1")

    @Test("a token without the right is forbidden, in reading as in preparing to send")
    func forbidden() {
        for status in [402, 403, 451] {
            let answer = HTTPAnswer(status: status, body: Array(#"{"detail": "no"}"#.utf8))
            #expect(throws: SourceProblem.forbidden("\(status) no")) {
                try adapter.readPoll(answer, from: nil)
            }
            #expect(
                adapter.send(reply, prepared: [answer])
                    == .stop(.rejected(reason: "\(status) no", stopsSource: true)))
        }
    }

    @Test(
        "the time to wait is the next call's, not the full burst's, and never nonsense",
        arguments: [
            ([("X-Ratelimit-Reset", "10"), ("X-Ratelimit-Retry", "1")], .seconds(1)),
            ([("X-Ratelimit-Reset", "10"), ("Retry-After", "2")], .seconds(2)),
            ([("X-Ratelimit-Reset", "10")], .seconds(10)),
            ([("X-Ratelimit-Retry", "0.0001")], .milliseconds(1)),
            ([("X-Ratelimit-Retry", "-1")], nil), ([("X-Ratelimit-Retry", "nan")], nil),
            ([("X-Ratelimit-Retry", "1e300")], nil), ([("X-Ratelimit-Retry", "soon")], nil),
        ] as [([(String, String)], Duration?)])
    func waits(headers: [(String, String)], wait: Duration?) {
        let answer = HTTPAnswer(
            status: 429, headers: headers.map { HTTPHeader($0.0, $0.1) }, body: [])
        #expect(throws: SourceProblem.limited(wait: wait)) {
            try adapter.readPoll(answer, from: nil)
        }
    }

    @Test("an empty or endless signature sends nothing")
    func signatures() {
        for sign in ["", String(repeating: "a", count: 1025)] {
            let body = #"{"result": [{"chatID": "1:aaaa", "replySign": "\#(sign)"}]}"#
            guard
                case .stop(.notSent(_, wait: .seconds(60))) = adapter.send(
                    reply, prepared: [HTTPAnswer(status: 200, body: Array(body.utf8))])
            else { return #expect(Bool(false), "\(sign.count)") }
        }
    }

    @Test("a message of whose chat nothing is said may have arrived")
    func accepted() {
        let verdict = adapter.classify(
            .success(HTTPAnswer(status: 200, body: Array(#"{"result": {"addTime": 5}}"#.utf8))))
        #expect(verdict == .unknown(reason: "200 without result"))
    }

    @Test("a basic token is known whatever letters and length its claims have")
    func basicTokens() {
        // {"acc":1,"x":"ÿÿÿ>"}: with - or _ in place of + and /, and without padding.
        for claims in ["eyJhY2MiOjEsIngiOiLDv8O_w78-In0", "eyJhY2MiOjEsImEiOiIifQ"] {
            let rules = WildberriesAdapter(token: "e30.\(claims).x").rules
            #expect(rules.pollEvery == .seconds(3600), "\(claims)")
            #expect(rules.callsPerPeriod == 1)
            #expect(rules.period == .seconds(3600))
        }
        #expect(adapter.rules.callsPerPeriod == 10)
        #expect(adapter.rules.period == .seconds(10))
    }

    @Test("of the shop's messages only those typed elsewhere are certainly not ours")
    func origins() throws {
        let page = try poll(
            [
                #""sender": "seller""#, #""sender": "seller", "source": "seller-portal""#,
                #""sender": "client""#, #""sender": "wb""#,
            ].enumerated().map { event("e\($0.offset)", 5, $0.element) }, next: 5)
        #expect(page.messages.map(\.mayBeOurs) == [true, false, false, false])
        #expect(page.messages.map(\.author) == [.seller, .seller, .buyer, .platform])
    }

    @Test("attachments beyond what a record holds are left out")
    func attachments() throws {
        let images = Array(repeating: "{}", count: 40).joined(separator: ",")
        let message = #""message": {"attachments": {"images": [\#(images)]}}"#
        let page = try poll([event("e", 5, message)], next: 5)
        #expect(page.messages.first?.attachments.count == 32)
    }

    @Test("a place behind the page's own events is not believed")
    func placeBehind() throws {
        let page = try poll([event("e", 1_782_900_300_000)], next: 1_782_900_000_000)
        #expect(
            adapter.poll(from: page.cursor, wait: false).url
                .hasSuffix("next=1782900299999"))
    }

    @Test("an empty page may move the place on, but never back")
    func emptyPages() throws {
        let cursor = SourceCursor("1782900300000")
        let later = try adapter.readPoll(feed([], next: 1_782_900_400_000), from: cursor)
        #expect(later.cursor == SourceCursor("1782900400000") && !later.more)
        let earlier = try adapter.readPoll(feed([], next: 1_782_900_200_000), from: cursor)
        #expect(earlier.cursor == cursor && !earlier.more)
    }

    @Test("a page that repeats what is known does not move the place back")
    func overlapKeepsThePlace() throws {
        let answer = feed([event("e", 1_782_900_250_000)], next: 1_782_900_250_000)
        let page = try adapter.readPoll(answer, from: SourceCursor("1782900300000"))
        #expect(page.cursor?.text.hasPrefix("1782900300000") == true)
        #expect(page.more, "the round goes on up to the place")
    }

    @Test("a mark keeps the newest of own messages, and none that lie far before it")
    func marks() throws {
        let known = KnownMessages(newestInAccount: WallTime(milliseconds: 1_782_900_000_000))
        let query = HistoryQuery(conversation: "1:aaaa", after: nil, known: known)
        let own = #""sender": "seller", "source": "seller-public-api""#
        let far = event("far", 1_782_900_000_000, own)
        let near = (0..<12).map { event("near\($0)", 1_782_900_100_000, own) }
        let page = try adapter.readHistory(
            feed([far] + near, next: 1_782_900_100_000), query)
        let ids = page.mark.text.split(separator: ";").dropFirst()
        #expect(ids.map(String.init) == (1..<12).map { "near\($0)" })
        let alone = try adapter.readHistory(
            feed([far, near[0]], next: 1_782_900_100_000), query)
        #expect(!alone.mark.text.contains("far"))
    }

    private func event(_ id: String, _ time: Int64, _ more: String = "") -> String {
        #"{"chatID": "1:aaaa", "eventID": "\#(id)", "addTimestamp": \#(time)"#
            + (more.isEmpty ? "}" : ", \(more)}")
    }

    private func feed(_ events: [String], next: Int64) -> HTTPAnswer {
        let body = """
            {"result": {"next": \(next), "events": [\(events.joined(separator: ","))]}}
            """
        return HTTPAnswer(status: 200, body: Array(body.utf8))
    }

    private func poll(_ events: [String], next: Int64) throws -> PollPage {
        try adapter.readPoll(feed(events, next: next), from: nil)
    }
}
