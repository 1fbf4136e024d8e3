import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("What Telegram's answers mean")
struct TelegramProblemTests {
    let adapter = TelegramAdapter(token: "800200:secret")

    @Test(
        "a refusal to read is told by its class",
        arguments: [
            (401, "Unauthorized", .unauthorized("Unauthorized")),
            (404, "Not Found", .unauthorized("Not Found")),
            (
                404, "Not Found: method not found",
                .refused(status: 404, "Not Found: method not found")
            ),
            (403, "Forbidden", .forbidden("Forbidden")),
            (409, "Conflict", .conflict("Conflict")), (400, "Bad", .refused(status: 400, "Bad")),
            (500, "Internal", .serverError(status: 500)), (502, "", .serverError(status: 502)),
        ] as [(Int, String, SourceProblem)])
    func classes(status: Int, words: String, problem: SourceProblem) {
        let answer = HTTPAnswer(
            status: status, body: Array(#"{"ok": false, "description": "\#(words)"}"#.utf8))
        #expect(throws: problem) { try adapter.readPoll(answer, from: nil) }
    }

    @Test("only a person can give a new token or a right, all else passes")
    func whoMustAct() {
        #expect(SourceProblem.unauthorized("").needsPerson)
        #expect(SourceProblem.forbidden("").needsPerson)
        for problem in [
            SourceProblem.conflict(""), .limited(wait: nil), .refused(status: 400, ""),
            .serverError(status: 500), .unreachable(""), .unreadable(""),
        ] { #expect(!problem.needsPerson, "\(problem)") }
    }

    @Test(
        "a good status with a body of anything else is no empty page",
        arguments: [
            "<html>It works!</html>", "{}", #"{"ok": false, "result": []}"#, #"{"ok":true}"#,
        ])
    func nonsense(body: String) {
        let answer = HTTPAnswer(status: 200, body: Array(body.utf8))
        #expect(throws: SourceProblem.unreadable("200 without ok and result")) {
            try adapter.readPoll(answer, from: SourceCursor("5"))
        }
    }

    @Test(
        "the time to wait is the body's, else the header's, and never nonsense",
        arguments: [
            (#"{"ok": false, "parameters": {"retry_after": 7}}"#, "9", .seconds(7)),
            (#"{"ok": false}"#, "9", .seconds(9)), (#"{"ok": false}"#, "soon", nil),
            (#"{"ok": false, "parameters": {"retry_after": -1}}"#, nil, nil),
            (#"{"ok": false, "parameters": {"retry_after": 9223372036854775807}}"#, nil, nil),
        ] as [(String, String?, Duration?)])
    func waits(body: String, header: String?, wait: Duration?) {
        let headers = header.map { [HTTPHeader("Retry-After", $0)] } ?? []
        let answer = HTTPAnswer(status: 429, headers: headers, body: Array(body.utf8))
        #expect(throws: SourceProblem.limited(wait: wait)) {
            try adapter.readPoll(answer, from: nil)
        }
    }

    @Test("a message of which Telegram does not say that it took it may have arrived")
    func sentOrNot() {
        let body = #"{"ok": false, "result": {"message_id": 5}}"#
        let verdict = adapter.classify(
            .success(HTTPAnswer(status: 200, body: Array(body.utf8))))
        #expect(verdict == .unknown(reason: "200 without a message"))
    }

    @Test("what a bot has written is the shop's, and a reply in a thread stays in its chat")
    func authors() throws {
        let page = try poll(
            """
            {"update_id": 1, "message": {"message_id": 5, "date": 1782900000, "text": "a",
            "chat": {"id": 42}, "from": {"id": 800200, "is_bot": true}}},
            {"update_id": 2, "message": {"message_id": 6, "date": 1782900000, "text": "b",
            "chat": {"id": -100}, "message_thread_id": 3, "from": {"id": 9, "is_bot": false}}}
            """)
        #expect(page.messages.map(\.author) == [.seller, .buyer])
        #expect(page.messages.map(\.mayBeOurs) == [true, false])
        #expect(page.messages.map(\.conversation) == ["42", "-100"])
        #expect(page.more, "there may be more than one answer holds")
    }

    @Test("a date that no clock shows is not calculated with", arguments: [Int64.max, -5])
    func dates(date: Int64) throws {
        let page = try poll(
            """
            {"update_id": 1, "message": {"message_id": 5, "date": \(date), "chat": {"id": 42}}}
            """)
        #expect(page.messages.isEmpty && page.unreadableCount == 1)
        #expect(page.cursor == SourceCursor("2"))
    }

    private func poll(_ updates: String) throws -> PollPage {
        let body = #"{"ok": true, "result": ["# + updates + "]}"
        return try adapter.readPoll(
            HTTPAnswer(status: 200, body: Array(body.utf8)), from: nil)
    }
}
