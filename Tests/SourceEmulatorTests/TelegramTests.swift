import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite struct TelegramTests {
    @Test(arguments: Way.allCases)
    func theBotIsNamedByItsToken(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let me = try await world.telegram("getMe").json
            #expect(me["ok"] == true)
            #expect(me["result"]?["id"] == 700100)
            #expect(me["result"]?["is_bot"] == true)
            let other = try await world.telegram("getMe", token: "700200:tg-other").json
            #expect(other["result"]?["id"] == 700200)
        }
    }

    @Test(arguments: [
        ("/bot700100:wrong/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot700100:tg-token/noSuch", 404, "Not Found: method not found"),
        ("/bot700100:tg-token", 404, "Not Found"),
    ])
    func aWrongPathOrTokenIsAnError(path: String, code: Int, description: String) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let answer = try #require(await world.call("GET", path))
            #expect(answer.status == code)
            #expect(answer.json["ok"] == false)
            #expect(answer.json["error_code"]?.number == Int64(code))
            #expect(answer.json["description"] == .string(description))
        }
    }

    @Test(arguments: Way.allCases)
    func updatesComeAgainUntilTheyAreConfirmed(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            for text in ["1", "2", "3"] {
                try await world.control("tg/buyer-message", ["buyer": "О", "text": .string(text)])
            }
            let all = try await world.updates()
            #expect(all.compactMap { $0["message"]?["text"]?.string } == ["1", "2", "3"])
            #expect(try await world.updates() == all)
            #expect(try await world.updates(["limit": 1]).count == 1)
            let second = try #require(all[1]["update_id"]?.number)
            #expect(all[0]["update_id"] == .number(second - 1))
            let rest = try await world.updates(["offset": .number(second + 1)])
            #expect(rest == [all[2]])
            #expect(try await world.updates() == [all[2]])
        }
    }

    @Test func aNegativeOffsetKeepsTheLastUpdatesOnly() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for text in ["1", "2", "3"] {
                try await world.control("tg/buyer-message", ["buyer": "О", "text": .string(text)])
            }
            let last = try await world.updates(["offset": -1])
            #expect(last.compactMap { $0["message"]?["text"]?.string } == ["3"])
            #expect(try await world.updates() == last)
        }
    }

    @Test func parametersMayComeInTheQueryOrAsAForm() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for text in ["1", "2"] {
                try await world.control("tg/buyer-message", ["buyer": "О", "text": .string(text)])
            }
            let path = "/bot\(EmulatorWorld.telegramToken)/getUpdates"
            let byQuery = await world.call("GET", path + "?limit=1")
            #expect(byQuery?.json["result"]?.array?.count == 1)
            let byForm = await world.call(
                "POST", path,
                headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("limit=1&allowed_updates=%5B%5D".utf8))
            #expect(byForm?.json["result"]?.array?.count == 1)
        }
    }

    @Test func updatesOfUnwantedKindsAreNotKept() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            _ = try await world.updates(["allowed_updates": ["business_message"]])
            try await world.control("tg/buyer-message", ["buyer": "О", "text": "1"])
            #expect(try await world.updates().isEmpty)
            _ = try await world.updates(["allowed_updates": []])
            try await world.control("tg/buyer-message", ["buyer": "О", "text": "2"])
            #expect(try await world.updates().count == 1)
        }
    }

    @Test func updatesLiveForADay() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["buyer": "О", "text": "1"])
            world.advance(.seconds(24 * 3600))
            #expect(try await world.updates().count == 1)
            world.advance(.milliseconds(1))
            #expect(try await world.updates().isEmpty)
        }
    }

    @Test(arguments: Way.allCases)
    func aSentMessageIsAnsweredWithItsIdAndNotEchoed(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let placed = try await world.control("tg/buyer-message", ["buyer": "О", "text": "?"])
            let chat = try #require(placed["chat"]?.string.flatMap { Int64($0) })
            let answer = try await world.telegram(
                "sendMessage", ["chat_id": .number(chat), "text": "Завтра 📦"])
            #expect(answer.status == 200)
            let message = answer.json["result"]
            #expect(message?["text"] == "Завтра 📦")
            #expect(message?["message_id"] == 2)
            #expect(message?["from"]?["id"] == 700100)
            #expect(message?["date"] == .number(EmulatorWorld.start.milliseconds / 1000))
            #expect(try await world.updates().count == 1)
            let entry = try #require(try await world.ledger().first)
            #expect(entry["platform"] == "tg")
            #expect(entry["chat"] == placed["chat"])
            #expect(entry["messageId"] == "2")
        }
    }

    @Test func messageIdsAreUniqueWithinAChatOnly() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let first = try await world.control("tg/buyer-message", ["buyer": "А", "text": "?"])
            let second = try await world.control("tg/buyer-message", ["buyer": "Б", "text": "?"])
            #expect(first["chat"] != second["chat"])
            #expect(first["messageId"] == second["messageId"])
        }
    }

    @Test func aMessageThatBreaksARuleIsRefusedAndNotApplied() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["chat": 55, "buyer": "О", "text": "?"])
            try await world.control("tg/buyer-message", ["chat": 66, "buyer": "Б", "text": "?"])
            try await world.control("tg/block", ["chat": 66])
            let cases: [(JSONValue, Int, String)] = [
                (["chat_id": 55], 400, "Bad Request: message text is empty"),
                (["chat_id": 55, "text": " \n"], 400, "Bad Request: message text is empty"),
                (["text": "a"], 400, "Bad Request: chat_id is empty"),
                (["chat_id": 77, "text": "a"], 400, "Bad Request: chat not found"),
                (
                    ["chat_id": 55, "text": .string(String(repeating: "я", count: 4097))], 400,
                    "Bad Request: message is too long"
                ),
                (
                    ["chat_id": 66, "text": "a"], 403,
                    "Forbidden: bot was blocked by the user"
                ),
                (
                    ["chat_id": 55, "text": "a", "business_connection_id": "none"], 400,
                    "Bad Request: business connection not found"
                ),
                (
                    ["chat_id": 55, "text": "a", "reply_parameters": ["message_id": 9]], 400,
                    "Bad Request: message to be replied not found"
                ),
            ]
            for (parameters, code, description) in cases {
                let answer = try await world.telegram("sendMessage", parameters)
                #expect(answer.status == code)
                #expect(answer.json["description"] == .string(description))
            }
            #expect(try await world.ledger().isEmpty)
            let exact = String(repeating: "я", count: 4096)
            let answer = try await world.telegram(
                "sendMessage", ["chat_id": 55, "text": .string(exact)])
            #expect(answer.status == 200)
        }
    }

    @Test func tooManyMessagesToOneChatAreRefusedWithATimeToWait() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["chat": 55, "buyer": "О", "text": "?"])
            let parameters: JSONValue = ["chat_id": 55, "text": "a"]
            for _ in 0..<5 {
                #expect(try await world.telegram("sendMessage", parameters).status == 200)
            }
            let limited = try await world.telegram("sendMessage", parameters)
            #expect(limited.status == 429)
            #expect(limited.json["parameters"]?["retry_after"] == 1)
            #expect(limited.header("Retry-After") == "1")
            #expect(try await world.ledger().count == 5)
            world.advance(.seconds(1))
            #expect(try await world.telegram("sendMessage", parameters).status == 200)
        }
    }

    @Test func aBusinessChatEchoesWhatItsBotWrote() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control(
                "tg/buyer-message", ["chat": 55, "buyer": "О", "text": "?", "business": "bc-1"])
            let answer = try await world.telegram(
                "sendMessage",
                ["chat_id": 55, "text": "a", "business_connection_id": "bc-1"])
            let updates = try await world.updates()
            #expect(updates.count == 2)
            #expect(updates.first?["business_message"]?["business_connection_id"] == "bc-1")
            #expect(updates.last?["business_message"] == answer.json["result"])
            #expect(answer.json["result"]?["sender_business_bot"]?["id"] == 700100)
        }
    }

    @Test(arguments: Way.allCases)
    func anAttachedDocumentIsFetchedByItsPath(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            try await world.control(
                "tg/buyer-message",
                [
                    "buyer": "О", "text": "смотрите",
                    "files": [
                        ["name": "a.pdf", "contentType": "application/pdf", "base64": "AQID"]
                    ],
                ])
            let message = try await world.updates().first?["message"]
            #expect(message?["caption"] == "смотрите")
            let id = try #require(message?["document"]?["file_id"])
            let file = try await world.telegram("getFile", ["file_id": id]).json["result"]
            let path = try #require(file?["file_path"]?.string)
            let bytes = await world.call(
                "GET", "/file/bot\(EmulatorWorld.telegramToken)/\(path)")
            #expect(bytes?.body == [1, 2, 3])
            #expect(try await world.telegram("getFile", ["file_id": "none"]).status == 400)
        }
    }
}
