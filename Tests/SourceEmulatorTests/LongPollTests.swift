import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

/// `getUpdates` with a timeout: one poll at a time, ended by news, by time or by the next poll.
@Suite struct LongPollTests {
    private let now = EmulatorWorld.start

    @Test func aPollWithNothingToTellWaitsAndIsEndedByNews() throws {
        var emulator = TelegramEmulator(seed: 1, tokens: ["1:t"])
        guard case .wait(let poll) = emulator.handle(Self.poll(seconds: 30), now: now) else {
            Issue.record("it did not wait")
            return
        }
        #expect(poll.until == now + .seconds(30))
        #expect(emulator.resume(poll, now: now + .seconds(1)) == .wait(poll))
        _ = try emulator.buyerWrites(BuyerMessage(buyer: "О", text: "?"), at: now + .seconds(2))
        #expect(emulator.resume(poll, now: now + .seconds(2)).updates?.count == 1)
    }

    @Test func aPollEndsEmptyWhenItsTimeIsOver() {
        var emulator = TelegramEmulator(seed: 1, tokens: ["1:t"])
        // Longer than the platform allows.
        guard case .wait(let poll) = emulator.handle(Self.poll(seconds: 500), now: now) else {
            Issue.record("it did not wait")
            return
        }
        #expect(poll.until == now + .seconds(50))
        #expect(emulator.resume(poll, now: poll.until).updates == [])
    }

    @Test func theSecondPollerEndsTheFirst() {
        var emulator = TelegramEmulator(seed: 1, tokens: ["1:t"])
        guard case .wait(let first) = emulator.handle(Self.poll(seconds: 30), now: now),
            case .wait(let second) = emulator.handle(Self.poll(seconds: 30), now: now)
        else {
            Issue.record("they did not wait")
            return
        }
        let ended = emulator.resume(first, now: now)
        #expect(ended.status == 409)
        #expect(ended.description?.hasPrefix("Conflict: terminated by other getUpdates") == true)
        #expect(emulator.resume(second, now: now) == .wait(second))
    }

    @Test func aWebhookEndsThePollAndForbidsTheNext() {
        var emulator = TelegramEmulator(seed: 1, tokens: ["1:t"])
        guard case .wait(let poll) = emulator.handle(Self.poll(seconds: 30), now: now) else {
            Issue.record("it did not wait")
            return
        }
        let set = emulator.handle(Self.call("setWebhook?url=https://a.test/hook"), now: now)
        #expect(set.status == 200)
        let ended = emulator.resume(poll, now: now)
        #expect(ended.description == "Conflict: terminated by setWebhook request")
        let next = emulator.handle(Self.poll(seconds: 0), now: now)
        #expect(next.status == 409)
        #expect(next.description?.contains("use deleteWebhook") == true)
        #expect(emulator.handle(Self.call("deleteWebhook"), now: now).status == 200)
        #expect(emulator.handle(Self.poll(seconds: 0), now: now).updates == [])
    }

    @Test(arguments: Way.allCases)
    func aPollHeldOpenIsAnsweredWhenTheBuyerWrites(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            async let polled = world.updates(["timeout": 50])
            try await world.control("tg/buyer-message", ["buyer": "О", "text": "?"])
            #expect(try await polled.count == 1)
        }
    }

    private static func poll(seconds: Int) -> HTTPCall { call("getUpdates?timeout=\(seconds)") }

    private static func call(_ method: String) -> HTTPCall {
        HTTPCall(method: "GET", url: "https://api.telegram.org/bot1:t/\(method)", label: method)
    }
}

extension EmulatorReply {
    fileprivate var json: JSONValue? {
        guard case .answer(let answer) = self else { return nil }
        return answer.json
    }

    fileprivate var status: Int? {
        guard case .answer(let answer) = self else { return nil }
        return answer.status
    }

    fileprivate var updates: [JSONValue]? { json?["result"]?.array }
    fileprivate var description: String? { json?["description"]?.string }
}
