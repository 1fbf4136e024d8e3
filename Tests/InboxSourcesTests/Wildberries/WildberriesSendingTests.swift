import InboxSources
import SkeinCRDT
import SkeinTransport
import Testing

@Suite("Sending to Wildberries")
struct WildberriesSendingTests {
    let adapter = WildberriesAdapter(token: "secret", base: "http://127.0.0.1:1")
    let reply = OutgoingReply(conversation: "1:aaaa", text: "Завтра до 18:00.", attempt: "ab12")

    @Test("reads the signature fresh, then sends a form with it")
    func signature() throws {
        guard case .prepare(let chats) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false), "the chats are asked for first")
        }
        #expect(chats.url == "http://127.0.0.1:1/api/v1/seller/chats")
        guard case .send(let call) = adapter.send(reply, prepared: [try recorded("wb-chats")])
        else {
            return #expect(Bool(false), "then the message is sent")
        }
        #expect(call.method == "POST")
        #expect(call.url == "http://127.0.0.1:1/api/v1/seller/message")
        let type = try #require(call.headers.first { $0.name == "Content-Type" }?.value)
        let boundary = try #require(type.split(separator: "=").last.map(String.init))
        let body = String(decoding: call.body, as: UTF8.self)
        #expect(
            body == """
                --\(boundary)\r
                Content-Disposition: form-data; name="replySign"\r
                Content-Type: text/plain; charset=utf-8\r
                \r
                1:aaaa:90123:old\r
                --\(boundary)\r
                Content-Disposition: form-data; name="message"\r
                Content-Type: text/plain; charset=utf-8\r
                \r
                Завтра до 18:00.\r
                --\(boundary)--\r

                """)
        #expect(!call.label.contains("secret"))
    }

    @Test("makes the same request twice from the same attempt, with a boundary that is in no part")
    func boundary() throws {
        let chats = try recorded("wb-chats")
        #expect(adapter.send(reply, prepared: [chats]) == adapter.send(reply, prepared: [chats]))
        var tricky = reply
        tricky.text = "--skein-ab12 and skein-ab12x"
        guard case .send(let call) = adapter.send(tricky, prepared: [chats]) else {
            return #expect(Bool(false))
        }
        let type = call.headers.first { $0.name == "Content-Type" }?.value
        #expect(type == "multipart/form-data; boundary=skein-ab12xx")
    }

    @Test("without a signature nothing is sent, for now")
    func noSignature() throws {
        for (conversation, answer) in [
            ("1:cccc", try recorded("wb-chats")), ("1:unknown", try recorded("wb-chats")),
            ("1:aaaa", HTTPAnswer(status: 200, body: Array(#"{"result": []}"#.utf8))),
        ] {
            var reply = reply
            reply.conversation = conversation
            #expect(
                adapter.send(reply, prepared: [answer])
                    == .stop(
                        .notSent(
                            reason: "chat has no reply signature now", wait: .seconds(60))))
        }
    }

    @Test("a refused or failing preparation sends nothing")
    func preparationFails() throws {
        let unauthorized = try recorded("wb-401", status: 401)
        let refused = SendVerdict.rejected(
            reason: "token problem; token is withdrawn", stopsSource: true)
        #expect(adapter.send(reply, prepared: [unauthorized]) == .stop(refused))
        let limited = try recorded("wb-429", status: 429, [HTTPHeader("X-Ratelimit-Retry", "9")])
        let later = SendVerdict.notSent(reason: "limited retry after 9 s", wait: .seconds(9))
        #expect(adapter.send(reply, prepared: [limited]) == .stop(later))
    }

    @Test("takes 1000 UTF-16 units, and no blank text")
    func limits() {
        #expect(adapter.rules.allows(String(repeating: "я", count: 1000)))
        #expect(!adapter.rules.allows(String(repeating: "я", count: 1001)))
        #expect(!adapter.rules.allows(String(repeating: "📦", count: 501)))
        #expect(!adapter.rules.allows(" \n"))
        var long = reply
        long.text = String(repeating: "я", count: 1001)
        guard case .stop(.rejected(_, stopsSource: false)) = adapter.send(long, prepared: []) else {
            return #expect(Bool(false), "too long a text is never asked for")
        }
    }

    @Test("knows every class of outcome")
    func classes() throws {
        #expect(verdict(try recorded("wb-message-200")) == .sent(evidence: "1782900199874"))
        #expect(verdict(.foreign(200)) == .unknown(reason: "200 without result"))
        #expect(
            verdict(try recorded("wb-message-400-text", status: 400))
                == .rejected(reason: #"400 Invalid value for "message""#, stopsSource: false))
        #expect(
            verdict(try recorded("wb-message-400-signature", status: 400))
                == .notSent(reason: "400 Invalid signature", wait: .seconds(5)))
        #expect(
            verdict(try recorded("wb-401", status: 401))
                == .rejected(reason: "401 token problem; token is withdrawn", stopsSource: true))
        #expect(
            verdict(try recorded("wb-429", status: 429, [HTTPHeader("X-Ratelimit-Retry", "3")]))
                == .notSent(reason: "429 limited by global limiter", wait: .seconds(3)))
        for status in [302, 408, 500, 502, 503, 504] {
            #expect(isUnknown(verdict(.foreign(status))), "\(status)")
        }
        // Refusals that the platform itself has not spoken.
        for status in [400, 401, 403, 404, 413, 422] {
            #expect(isUnknown(verdict(.foreign(status))), "\(status)")
        }
        for status in [403, 404, 409, 413, 415, 422] {
            let own = HTTPAnswer(status: status, body: Array(#"{"title": "no"}"#.utf8))
            guard case .rejected(_, let stops) = verdict(own) else {
                #expect(Bool(false), "\(status)")
                continue
            }
            #expect(stops == (status == 403))
        }
        #expect(adapter.classify(.failure(.refused)) == .notSent(reason: "refused", wait: nil))
        #expect(adapter.classify(.failure(.lost)) == .unknown(reason: "connection lost"))
    }

    private func verdict(_ answer: HTTPAnswer) -> SendVerdict { adapter.classify(.success(answer)) }

    private func isUnknown(_ verdict: SendVerdict) -> Bool {
        if case .unknown = verdict { true } else { false }
    }
}
