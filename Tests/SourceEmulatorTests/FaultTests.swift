import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

/// What each ordered fault does to a send, on all platforms: answered how, applied or not.
@Suite struct FaultTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        var what: String
        /// Nil: the connection is closed without an answer.
        var status: Int?
        var isApplied: Bool

        var testDescription: String { what }
    }

    static let expectations = [
        Expected(what: "drop-answer", status: nil, isApplied: true),
        Expected(what: "drop-request", status: nil, isApplied: false),
        Expected(what: "429", status: 429, isApplied: false),
        Expected(what: "401", status: 401, isApplied: false),
        Expected(what: "403", status: 403, isApplied: false),
        Expected(what: "500-before", status: 500, isApplied: false),
        Expected(what: "500-after", status: 500, isApplied: true),
        Expected(what: "nonsense", status: 200, isApplied: true),
        Expected(what: "stop", status: nil, isApplied: false),
    ]

    @Test(arguments: Way.allCases, expectations)
    func aFaultBefallsOneSend(way: Way, expected: Expected) async throws {
        try await EmulatorWorld.run(way) { world in
            let sends = try await Self.sends(world)
            for (platform, send) in sends {
                try await world.control(
                    "fault", ["platform": .string(platform), "what": .string(expected.what)])
                let before = try await world.ledger().count
                let answer = await send()
                // Yandex Market's word for too many.
                let isLimit = platform == "ym" && expected.status == 429
                #expect(answer?.status == (isLimit ? 420 : expected.status), "\(platform)")
                let applied = try await world.ledger().count - before
                #expect(applied == (expected.isApplied ? 1 : 0), "\(platform)")
                if expected.what == "nonsense" { #expect(answer?.json == JSONValue.null) }
                // The fault is used up.
                #expect(await send()?.status == 200, "\(platform)")
            }
        }
    }

    /// A chat on each platform, and how a message is sent into it.
    private static func sends(
        _ world: EmulatorWorld
    ) async throws -> [(platform: String, send: () async -> HTTPAnswer?)] {
        var chats: [String: JSONValue] = [:]
        for platform in ["wb", "tg", "ozon", "ym"] {
            chats[platform] = try await world.control(
                "\(platform)/buyer-message", ["buyer": "О", "chat": nil, "text": "?"])["chat"]
        }
        let sign = try await world.sign(of: "О")
        let telegram = try await world.updates().first?["message"]?["chat"]?["id"] ?? 0
        let (ozon, yandex) = (chats["ozon"] ?? "", chats["ym"]?.string ?? "")
        return [
            ("wb", { await world.sendToWildberries(sign: sign, text: "Привет") }),
            (
                "tg",
                {
                    await world.rawTelegram("sendMessage", ["chat_id": telegram, "text": "Привет"])
                }
            ),
            (
                "ozon",
                {
                    await world.rawOzon(
                        "/v1/chat/send/message", ["chat_id": ozon, "text": "Привет"])
                }
            ),
            (
                "ym",
                {
                    await world.rawYandex(
                        "/chats/message?chatId=\(yandex)", ["message": "Привет"])
                }
            ),
        ]
    }

    @Test func aLateMessageIsAppliedWhenItsTimeComes() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            let sign = try await world.sign(of: "О")
            try await world.control("fault", ["platform": "wb", "what": "late", "ms": 60_000])
            #expect(await world.sendToWildberries(sign: sign, text: "a") == nil)
            world.advance(.milliseconds(59_999))
            #expect(try await world.ledger().isEmpty)
            world.advance(.milliseconds(1))
            let entry = try #require(try await world.ledger().first)
            #expect(entry["at"] == .number((EmulatorWorld.start + .seconds(60)).milliseconds))
        }
    }

    @Test func aSilentPlatformHasAppliedTheMessage() throws {
        let now = EmulatorWorld.start
        var emulator = TelegramEmulator(seed: 1, tokens: ["1:t"])
        _ = try emulator.buyerWrites(BuyerMessage(chat: "55", buyer: "О", text: "?"), at: now)
        emulator.faults.add(Fault(.silence))
        let call = HTTPCall(
            method: "GET", url: "/bot1:t/sendMessage?chat_id=55&text=a", label: "send")
        #expect(emulator.handle(call, now: now) == .silence)
        #expect(emulator.ledger.map(\.text) == ["a"])
    }

    @Test func aFaultOnReadingLeavesSendingAlone() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            let sign = try await world.sign(of: "О")
            try await world.control(
                "fault", ["platform": "wb", "what": "500-before", "on": "read", "times": 2])
            #expect(await world.sendToWildberries(sign: sign, text: "a")?.status == 200)
            for status in [500, 500, 200] {
                #expect(try await world.wildberries("/api/v1/seller/events").status == status)
            }
        }
    }

    @Test func stoppingClosesEveryKindOfCallUntilTheFaultIsTakenBack() async throws {
        try await EmulatorWorld.run(.overASocket) { world in
            try await world.control(
                "fault", ["platform": "tg", "what": "stop", "times": 1000])
            for _ in 0..<3 { #expect(await world.rawTelegram("getMe") == nil) }
            #expect(try await world.wildberries("/ping").status == 200)
            try await world.control("fault", ["platform": "tg", "what": "none"])
            #expect(try await world.telegram("getMe").status == 200)
        }
    }

    @Test(arguments: [
        JSONValue.object(["platform": "wb"]), ["platform": "wb", "what": "flood"],
        ["what": "429"], ["platform": "wb", "what": "429", "times": 0],
    ])
    func anUnknownFaultIsRefused(order: JSONValue) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let answer = await world.call("POST", "/control/fault", body: order.bytes)
            #expect(answer?.status == 400)
            #expect(answer?.json["error"]?.string != nil)
        }
    }
}
