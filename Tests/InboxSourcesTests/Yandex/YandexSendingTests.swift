import InboxSources
import SkeinTransport
import Testing

@Suite("Sending to Yandex Market")
struct YandexSendingTests {
    let adapter = YandexAdapter(token: "880011:ACMA:secret", base: "http://127.0.0.1:1")
    let reply = OutgoingReply(conversation: "98213374", text: "Завтра.", attempt: "ab12")

    @Test("is one call, equal for equal attempts")
    func call() throws {
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        #expect(
            call.url == "http://127.0.0.1:1/v2/businesses/880011/chats/message?chatId=98213374")
        #expect(call.text == #"{"message":"Завтра."}"#)
        #expect(adapter.send(reply, prepared: []) == .send(call))
        var long = reply
        long.text = String(repeating: "я", count: 4097)
        guard case .stop(.rejected(_, false)) = adapter.send(long, prepared: []) else {
            return #expect(Bool(false))
        }
    }

    static let error = #"{"status":"ERROR","errors":[{"code":"X","message":"y"}]}"#

    @Test(
        "an answer is of one class",
        arguments: [
            (200, #"{"status":"OK"}"#, "sent"), (200, "{}", "unknown"), (200, "<html>", "unknown"),
            (200, error, "unknown"), (302, "", "unknown"), (400, error, "rejected"),
            (400, "<html>", "unknown"), (401, error, "stopped"), (401, "proxy", "unknown"),
            (403, error, "stopped"), (404, error, "rejected"), (408, error, "unknown"),
            (415, error, "rejected"), (420, "anything", "notSent"), (423, error, "notSent"),
            (423, "proxy", "unknown"), (429, "", "notSent"), (500, error, "unknown"),
            (503, error, "unknown"),
        ])
    func classes(status: Int, body: String, verdict: String) {
        #expect(adapter.classify(.success(.json(body, status: status))).name == verdict)
    }
}
