import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("Sending to Ozon")
struct OzonSendingTests {
    let adapter = OzonAdapter(token: "1234:key-1", base: "http://127.0.0.1:1")
    let reply = OutgoingReply(conversation: "3b1f", text: "Завтра до 18:00.", attempt: "ab12")

    @Test("is one call, equal for equal attempts")
    func call() throws {
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        #expect(call.url == "http://127.0.0.1:1/v1/chat/send/message")
        #expect(call.text == #"{"chat_id":"3b1f","text":"Завтра до 18:00."}"#)
        #expect(adapter.send(reply, prepared: []) == .send(call))
    }

    @Test("too long, empty, or with a token of no form: nothing is sent")
    func refused() {
        for text in ["", " \n", String(repeating: "я", count: 1001)] {
            var bad = reply
            bad.text = text
            guard case .stop(.rejected(_, false)) = adapter.send(bad, prepared: []) else {
                return #expect(Bool(false), "\(text.count)")
            }
        }
        guard case .stop(.rejected(_, true)) = OzonAdapter(token: "x").send(reply, prepared: [])
        else { return #expect(Bool(false)) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var verdict: String

        var testDescription: String { "\(status) \(body.prefix(40))" }
    }

    static let cases = [
        Case(status: 200, body: #"{"result":"success"}"#, verdict: "sent"),
        Case(status: 200, body: #"{"result":"Success"}"#, verdict: "sent"),
        Case(status: 200, body: "{}", verdict: "unknown"),
        Case(status: 200, body: "<html>", verdict: "unknown"),
        Case(status: 302, body: "", verdict: "unknown"),
        Case(status: 408, body: "{}", verdict: "unknown"),
        Case(status: 400, body: #"{"code":3,"message":"bad"}"#, verdict: "rejected"),
        Case(status: 400, body: "<html>", verdict: "unknown"),
        Case(status: 404, body: #"{"code":5,"message":"chat not found"}"#, verdict: "rejected"),
        Case(status: 409, body: #"{"code":1,"message":"Circle is open"}"#, verdict: "notSent"),
        Case(status: 403, body: #"{"code":7,"message":"chat is closed"}"#, verdict: "rejected"),
        Case(
            status: 403, body: #"{"code":7,"message":"Api-Key is missing a required role"}"#,
            verdict: "stopped"),
        Case(status: 403, body: #"{"code":7,"message":"Offer not signed"}"#, verdict: "stopped"),
        Case(status: 401, body: #"{"code":16,"message":"no"}"#, verdict: "stopped"),
        Case(status: 401, body: "proxy", verdict: "unknown"),
        Case(status: 429, body: "anything", verdict: "notSent"),
        Case(
            status: 400,
            body: #"{"code":8,"message":"You have reached request rate limit per second"}"#,
            verdict: "notSent"),
        Case(status: 500, body: #"{"code":13,"message":"Circle is open"}"#, verdict: "unknown"),
        Case(status: 503, body: "", verdict: "unknown"),
    ]

    @Test("an answer is of one class", arguments: cases)
    func classes(expected: Case) {
        let verdict = adapter.classify(.success(.json(expected.body, status: expected.status)))
        #expect(verdict.name == expected.verdict)
    }

    @Test("no id is given, so the platform's own time names the message")
    func evidence() {
        let date = HTTPHeader("Date", "Wed, 01 Jul 2026 10:03:19 GMT")
        #expect(
            adapter.classify(.success(.json(#"{"result":"success"}"#, [date])))
                == .sent(evidence: "1782900199000"))
        #expect(adapter.classify(.failure(.lost)).name == "unknown")
        #expect(adapter.classify(.failure(.refused)).name == "notSent")
    }
}

extension SendVerdict {
    /// One word; `stopped` is a rejection that stops the source.
    var name: String {
        switch self {
        case .sent: "sent"
        case .notSent: "notSent"
        case .rejected(_, let stopsSource): stopsSource ? "stopped" : "rejected"
        case .unknown: "unknown"
        }
    }
}
