import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite struct ControlTests {
    @Test(arguments: Way.allCases)
    func aLoadedDayHappensAsTheClockMoves(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let day: JSONValue = [
                ["platform": "wb", "buyer": "О", "text": "третье", "after": 3000, "from": "site"],
                ["platform": "wb", "buyer": "О", "text": "первое", "after": 1000],
                ["platform": "tg", "buyer": "П", "text": "второе", "after": 2000],
            ]
            #expect(try await world.control("load", day)["messages"] == 3)
            let path = "/api/v1/seller/events"
            #expect(try await world.wildberries(path).json["result"]?["totalEvents"] == 0)
            world.advance(.seconds(1))
            #expect(try await world.wildberries(path).json["result"]?["totalEvents"] == 1)
            #expect(try await world.updates().isEmpty)
            // Long after: the times of writing stay what they were.
            world.advance(.seconds(60))
            let events = try await world.wildberries(path).json["result"]?["events"]?.array ?? []
            let offsets = events.compactMap { $0["addTimestamp"]?.number }
                .map { $0 - EmulatorWorld.start.milliseconds }
            #expect(offsets == [1000, 3000])
            #expect(try await world.updates().count == 1)
            let state = try #require(await world.call("GET", "/control/state")).json
            #expect(state["scheduled"] == 0)
            #expect(state["ledger"] == 1)
        }
    }

    @Test func aDayWithAnImpossibleMessageIsRefusedAsAWhole() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let day: JSONValue = [
                ["platform": "wb", "buyer": "О", "text": "a"],
                ["platform": "wb", "account": "nobody", "buyer": "О", "text": "b", "after": 5],
            ]
            let answer = await world.call("POST", "/control/load", body: day.bytes)
            #expect(answer?.status == 400)
            #expect(answer?.json["error"] == "no account nobody")
            let events = try await world.wildberries("/api/v1/seller/events").json["result"]
            #expect(events?["totalEvents"] == 0)
        }
    }

    @Test(arguments: [
        ("wb/buyer-message", "{"), ("wb/buyer-message", "{\"buyer\":\"О\"}"),
        ("wb/buyer-message", "{\"text\":\"a\"}"), ("ozon/buyer-message", "{}"),
        ("wb/block", "{}"), ("ozon/moderate", "{}"), ("ym/chat", "{}"), ("nothing", "{}"),
        ("load", "{}"),
        ("wb/site-message", "{\"buyer\":\"nobody\",\"text\":\"a\"}"),
        ("wb/buyer-message", "{\"chat\":\"none\",\"text\":\"a\"}"),
    ])
    func anOrderThatMakesNoSenseIsRefused(path: String, body: String) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let answer = await world.call("POST", "/control/\(path)", body: Array(body.utf8))
            #expect(answer?.status == 400)
            #expect(answer?.json["error"]?.string?.isEmpty == false)
        }
    }

    @Test func theSameSeedGivesTheSameBytes() throws {
        let trace = { (seed: UInt64) throws -> [EmulatorReply] in
            var emulator = SourceEmulator(
                seed: seed, wildberriesTokens: ["a"], telegramTokens: ["1:b"],
                ozonTokens: ["2:c"], yandexTokens: ["3:d"])
            let now = EmulatorWorld.start
            for platform in EmulatedPlatform.allCases {
                try emulator.order(
                    ScheduledMessage(platform, BuyerMessage(buyer: "О", text: "?"), at: now),
                    now: now)
            }
            let header = HTTPHeader("Authorization", "a")
            return [
                HTTPCall(method: "GET", url: "/api/v1/seller/chats", headers: [header], label: ""),
                HTTPCall(method: "GET", url: "/api/v1/seller/events", headers: [header], label: ""),
                HTTPCall(method: "GET", url: "/bot1:b/getUpdates", label: ""),
                HTTPCall(
                    method: "POST", url: "/v3/chat/list",
                    headers: [HTTPHeader("Client-Id", "2"), HTTPHeader("Api-Key", "c")],
                    body: Array("{\"limit\":9}".utf8), label: ""),
                HTTPCall(
                    method: "POST", url: "/v2/businesses/3/chats",
                    headers: [HTTPHeader("Api-Key", "d")], label: ""),
            ].map { emulator.handle($0, now: now) }
        }
        #expect(try trace(7) == trace(7))
        #expect(try trace(7) != trace(8))
    }
}
