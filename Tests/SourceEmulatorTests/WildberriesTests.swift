import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite struct WildberriesTests {
    @Test(arguments: Way.allCases)
    func aBuyersFirstMessageOpensAChatAndShowsInBothLists(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let placed = try await world.control(
                "wb/buyer-message", ["buyer": "Ольга", "text": "Когда придёт?"])
            let chats = try await world.wildberries("/api/v1/seller/chats").json
            let chat = try #require(chats["result"]?.array?.first)
            #expect(chats["errors"] == JSONValue.null)
            #expect(chat["chatID"] == placed["chat"])
            #expect(chat["clientName"] == "Ольга")
            #expect(chat["lastMessage"]?["text"] == "Когда придёт?")
            let result = try await world.wildberries("/api/v1/seller/events").json["result"]
            let event = try #require(result?["events"]?.array?.first)
            #expect(event["isNewChat"] == true)
            #expect(event["sender"] == "client")
            #expect(event["replySign"] == chat["replySign"])
            #expect(event["eventID"] == placed["messageId"])
            #expect(event["addTimestamp"] == .number(EmulatorWorld.start.milliseconds))
            #expect(event["addTime"] == "2026-07-01T10:00:00Z")
            #expect(result?["totalEvents"] == 1)
            #expect(result?["next"] == event["addTimestamp"])
        }
    }

    @Test(arguments: Way.allCases)
    func theFeedIsReadPageByPageUntilItIsEmpty(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            for number in 0..<120 {
                try await world.control(
                    "wb/buyer-message", ["buyer": "Ольга", "text": .string("\(number)")])
                world.advance(.seconds(1))
            }
            var texts: [String] = []
            var next = ""
            var pages = 0
            while true {
                let result = try #require(
                    try await world.wildberries("/api/v1/seller/events\(next)").json["result"])
                let events = result["events"]?.array ?? []
                #expect(result["totalEvents"]?.number == Int64(events.count))
                if events.isEmpty {
                    #expect(result["next"] == 0)
                    break
                }
                texts += events.compactMap { $0["message"]?["text"]?.string }
                next = "?next=\(result["next"]?.number ?? -1)"
                pages += 1
            }
            #expect(pages == 3)
            #expect(texts == (0..<120).map(String.init))
        }
    }

    @Test func eventsOfOneStampBehindAFullPageAreLostToTheCursor() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for number in 0..<51 {
                try await world.control(
                    "wb/buyer-message", ["buyer": "Ольга", "text": .string("\(number)")])
            }
            let first = try await world.wildberries("/api/v1/seller/events").json["result"]
            let next = first?["next"]?.number ?? 0
            let rest = try await world.wildberries("/api/v1/seller/events?next=\(next)").json
            #expect(first?["totalEvents"] == 50)
            #expect(rest["result"]?["totalEvents"] == 0)
        }
    }

    @Test(arguments: [
        ("0", "Invalid value for \"next\""), ("-5", "Invalid value for \"next\""),
        ("soon", "Invalid number"), ("", "Invalid number"),
    ])
    func aBadCursorIsABadRequest(next: String, detail: String) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let answer = try await world.wildberries("/api/v1/seller/events?next=\(next)")
            #expect(answer.status == 400)
            #expect(answer.json["detail"] == .string(detail))
            #expect(answer.header("Content-Type") == "application/json")
        }
    }

    @Test(arguments: Way.allCases)
    func aSentMessageIsAppliedOnceAndEchoedInTheFeed(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let placed = try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            let sign = try await world.sign(of: "О")
            world.advance(.seconds(1))
            let answer = try #require(
                await world.sendToWildberries(sign: sign, text: "Завтра до 18:00.\r\nЖдём"))
            #expect(answer.status == 200)
            #expect(answer.json["result"]?["chatID"] == placed["chat"])
            #expect(answer.json["errors"] == [])
            let events =
                try await world.wildberries("/api/v1/seller/events").json["result"]?["events"]?
                .array ?? []
            let echo = try #require(events.last)
            #expect(echo["sender"] == "seller")
            #expect(echo["source"] == "seller-public-api")
            #expect(echo["message"]?["text"] == "Завтра до 18:00.\r\nЖдём")
            let time = answer.json["result"]?["addTime"]?.number ?? 0
            let lag = (echo["addTimestamp"]?.number ?? 0) - time
            #expect((0..<127).contains(lag))
            let ledger = try await world.ledger()
            #expect(ledger.count == 1)
            #expect(ledger.first?["messageId"] == echo["eventID"])
            #expect(ledger.first?["via"] == "api")
            #expect(ledger.first?["account"] == placed["account"])
        }
    }

    @Test func aMessageThatBreaksARuleIsRefusedAndNotApplied() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            try await world.control("wb/quirks", ["rateLimits": false])
            let sign = try await world.sign(of: "О")
            let big = [UInt8](repeating: 1, count: 5 << 20 + 1)
            let cases: [(sign: String?, text: String?, files: [AttachedFile], detail: String)] = [
                ("1:no-such", "text", [], "Invalid signature"),
                (nil, "text", [], "Invalid signature"),
                (sign, String(repeating: "я", count: 1001), [], "Invalid value for \"message\""),
                (sign, nil, [], "Invalid value for \"message\""),
                (sign, "", [], "Invalid value for \"message\""),
                (sign, "t", [.jpeg("a.jpg", big)], "attachment too big. Max size: 5MiB"),
                (
                    sign, "t", [AttachedFile(name: "v.mp4", contentType: "video/mp4", bytes: [1])],
                    "\"v.mp4\" has unsupported mime type"
                ),
                (
                    sign, "t", Array(repeating: .jpeg("a.jpg", Array(big.dropLast())), count: 7),
                    "Max size: 30MiB"
                ),
            ]
            for one in cases {
                let answer = try #require(
                    await world.sendToWildberries(
                        sign: one.sign, text: one.text, files: one.files))
                #expect(answer.status == 400)
                #expect(answer.json["detail"]?.string?.hasSuffix(one.detail) == true)
                #expect(answer.header("Content-Type") == "application/problem+json")
            }
            #expect(try await world.ledger().isEmpty)
            let exact = String(repeating: "я", count: 1000)
            #expect(await world.sendToWildberries(sign: sign, text: exact)?.status == 200)
            let file = AttachedFile.jpeg("a.jpg", Array(big.dropLast()))
            let withFile = await world.sendToWildberries(sign: sign, text: nil, files: [file])
            #expect(withFile?.status == 200)
            #expect(try await world.ledger().last?["files"] == ["a.jpg"])
        }
    }

    @Test(arguments: [
        "application/json", "multipart/form-data", "multipart/form-data; boundary=other",
    ])
    func aBodyThatIsNoFormIsRefused(type: String) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let answer = await world.call(
                "POST", "/api/v1/seller/message",
                headers: [EmulatorWorld.wildberriesHeader, HTTPHeader("Content-Type", type)],
                body: Array("--b\r\n\r\n--b--".utf8))
            #expect(answer?.status == 400)
        }
    }

    @Test func oldSignaturesAreRefusedAfterARotation() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            let old = try await world.sign(of: "О")
            try await world.control("wb/rotate-signs", [:])
            #expect(await world.sendToWildberries(sign: old, text: "a")?.status == 400)
            let fresh = try await world.sign(of: "О")
            #expect(await world.sendToWildberries(sign: fresh, text: "a")?.status == 200)
        }
    }

    @Test(arguments: Way.allCases)
    func theTokenChoosesTheSellerAndAForeignOneIsRefused(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let placed = try await world.control(
                "wb/buyer-message", ["account": "wb-other", "buyer": "О", "text": "?"])
            let path = "/api/v1/seller-info"
            let other = try await world.wildberries(path, token: "Bearer wb-other").json
            #expect(other["sid"] == placed["account"])
            #expect(try await world.wildberries(path).json["sid"] != placed["account"])
            let mine = try await world.wildberries("/api/v1/seller/chats").json["result"]
            #expect(mine == [])
            let answer = try await world.wildberries(path, token: "nobody's")
            #expect(answer.status == 401)
            #expect(answer.json["title"] == "unauthorized")
            try await world.control("wb/revoke", ["account": "wb-other"])
            #expect(try await world.wildberries(path, token: "wb-other").status == 401)
        }
    }

    @Test(arguments: Way.allCases)
    func attachedFilesAreDownloadedAsModerationAllows(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            var ids: [String] = []
            for state in ["passed", "pending", "refused"] {
                try await world.control(
                    "wb/buyer-message",
                    [
                        "buyer": "О", "text": "",
                        "files": [
                            [
                                "name": "a.png", "contentType": "image/png", "base64": "AQID",
                                "moderation": .string(state),
                            ]
                        ],
                    ])
                let events = try await world.wildberries("/api/v1/seller/events").json["result"]
                let message = events?["events"]?.array?.last?["message"]
                let image = message?["attachments"]?["images"]?.array?.first
                ids.append(try #require(image?["downloadID"]?.string))
                world.advance(.seconds(1))
            }
            let answers = try await [
                world.wildberries("/api/v1/seller/download/\(ids[0])"),
                world.wildberries("/api/v1/seller/download/\(ids[1])"),
                world.wildberries("/api/v1/seller/download/\(ids[2])"),
                world.wildberries("/api/v1/seller/download/none"),
            ]
            #expect(answers.map(\.status) == [200, 202, 451, 400])
            #expect(answers[0].body == [1, 2, 3])
            #expect(answers[0].header("Content-Type") == "image/png")
            #expect(answers[1].json["retrySeconds"] == 30)
        }
    }

    @Test func anOwnMessageShowsLateWhereTheFeedLags() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            try await world.control("wb/quirks", ["echoLagMs": 5000])
            let sign = try await world.sign(of: "О")
            #expect(await world.sendToWildberries(sign: sign, text: "a")?.status == 200)
            let path = "/api/v1/seller/events"
            #expect(try await world.wildberries(path).json["result"]?["totalEvents"] == 1)
            world.advance(.seconds(5))
            #expect(try await world.wildberries(path).json["result"]?["totalEvents"] == 2)
        }
    }

    @Test func whatASellerTypesOnTheSiteIsTakenForThat() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            try await world.control("wb/site-message", ["buyer": "О", "text": "a"])
            let events = try await world.wildberries("/api/v1/seller/events").json["result"]
            #expect(events?["events"]?.array?.last?["source"] == "seller-portal")
            #expect(try await world.ledger().first?["via"] == "site")
        }
    }
}

extension AttachedFile {
    static func jpeg(_ name: String, _ bytes: [UInt8]) -> AttachedFile {
        AttachedFile(name: name, contentType: "image/jpeg", bytes: bytes)
    }
}
