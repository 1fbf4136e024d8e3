import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

/// What a test can order beside messages: faults in their order, quirks, accounts, tokens.
@Suite struct OrderTests {
    private let events = "/api/v1/seller/events"

    @Test func faultsBefallCallsInTheOrderTheyWereOrdered() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for (what, times) in [("500-before", 2), ("401", 1)] as [(JSONValue, JSONValue)] {
                try await world.control(
                    "fault", ["platform": "wb", "what": what, "on": "read", "times": times])
            }
            for status in [500, 500, 401, 200] {
                #expect(try await world.wildberries(events).status == status)
            }
        }
    }

    @Test func anOrderedLimitNamesTheOrderedWait() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for platform in ["wb", "tg"] as [JSONValue] {
                try await world.control(
                    "fault", ["platform": platform, "what": "429", "on": "any", "ms": 42_000])
            }
            let limited = try await world.wildberries(events)
            #expect(limited.header("X-Ratelimit-Retry") == "42")
            let flood = try await world.telegram("getMe")
            #expect(flood.json["parameters"]?["retry_after"] == 42)
            #expect(flood.header("Retry-After") == "42")
        }
    }

    @Test func aLateTelegramMessageIsAppliedWhenItsTimeComes() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["chat": 55, "buyer": "О", "text": "?"])
            try await world.control("fault", ["platform": "tg", "what": "late", "ms": 60_000])
            let call: JSONValue = ["chat_id": 55, "text": "a"]
            #expect(await world.rawTelegram("sendMessage", call) == nil)
            world.advance(.milliseconds(59_999))
            #expect(try await world.ledger().isEmpty)
            world.advance(.milliseconds(1))
            #expect(try await world.ledger().first?["text"] == "a")
        }
    }

    @Test func aSilentWildberriesHasCarriedTheCallOut() throws {
        let now = EmulatorWorld.start
        var emulator = WildberriesEmulator(seed: 1, tokens: ["t"])
        emulator.faults.add(Fault(.silence, on: .read))
        let call = HTTPCall(
            method: "GET", url: events, headers: [HTTPHeader("Authorization", "t")], label: "read")
        #expect(emulator.handle(call, now: now) == .silence)
        guard case .answer(let answer) = emulator.handle(call, now: now) else {
            return #expect(Bool(false), "the fault is used up")
        }
        // The silent call was carried out: it counts against the limit.
        #expect(answer.header("X-Ratelimit-Remaining") == "8")
    }

    @Test func aMessageOfThePastStandsWhereItsStampBelongs() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let start = EmulatorWorld.start.milliseconds
            for (text, place) in [("третье", 0), ("первое", -9000), ("второе", -5000)] {
                try await world.control(
                    "wb/buyer-message",
                    ["buyer": "О", "text": .string(text), "at": .number(start + Int64(place))])
            }
            let list = try await world.wildberries(events).json["result"]?["events"]?.array
            #expect(
                list?.compactMap { $0["message"]?["text"]?.string }
                    == ["первое", "второе", "третье"])
            #expect(list?.first?["addTimestamp"] == .number(start - 9000))
            let chats = try await world.wildberries("/api/v1/seller/chats").json["result"]
            #expect(chats?.array?.first?["lastMessage"]?["text"] == "третье")
        }
    }

    @Test func quirksChangeWhatTheyName() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for text in ["1", "2", "3"] {
                try await world.control("wb/buyer-message", ["buyer": "О", "text": .string(text)])
            }
            try await world.control("wb/quirks", ["pageSize": 2])
            let page = try await world.wildberries(events).json["result"]
            #expect(page?["totalEvents"] == 2)
            try await world.control("wb/quirks", ["hideChats": true, "emptyPageZeroNext": false])
            #expect(try await world.wildberries("/api/v1/seller/chats").json["result"] == [])
            let place = EmulatorWorld.start.milliseconds
            let empty = try await world.wildberries("\(events)?next=\(place)").json["result"]
            #expect(empty?["next"] == .number(place))
            world.advance(.milliseconds(999))
            try await world.control("wb/quirks", ["wholeSeconds": true, "hideChats": false])
            try await world.control("wb/buyer-message", ["buyer": "П", "text": "4"])
            let chats = try await world.wildberries("/api/v1/seller/chats").json["result"]?.array
            #expect(chats?.last?["lastMessage"]?["addTimestamp"] == .number(place))
        }
    }

    @Test func theSameTokenIsTheSameAccount() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for platform in ["wb", "tg"] {
                let first = try await world.control("\(platform)/account", ["token": "9:new"])
                let again = try await world.control("\(platform)/account", ["token": "9:new"])
                #expect(first["account"] == again["account"])
                let state = try #require(await world.call("GET", "/control/state")).json
                #expect(state[platform]?["accounts"]?.array?.count == 3)
            }
        }
    }

    @Test func aRevokedBotIsUnauthorizedUntilItIsTakenBack() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/revoke", [:])
            #expect(try await world.telegram("getMe").status == 401)
            try await world.control("tg/revoke", ["revoked": false])
            #expect(try await world.telegram("getMe").status == 200)
        }
    }

    @Test func anAnswerHoldsAHundredUpdatesAtMost() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for _ in 0..<101 {
                try await world.control("tg/buyer-message", ["buyer": "О", "text": "?"])
            }
            #expect(try await world.updates(["limit": 1000]).count == 100)
            #expect(try await world.updates(["limit": 0]).count == 100)
        }
    }

    @Test func whoWaitsAsLongAsHeWasToldIsLetIn() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for _ in 0..<10 { _ = try await world.wildberries(events) }
            world.advance(.milliseconds(400))
            let limited = try await world.wildberries(events)
            let wait = try #require(limited.header("X-Ratelimit-Retry").flatMap { Int($0) })
            world.advance(.seconds(wait))
            #expect(try await world.wildberries(events).status == 200)
        }
    }
}
