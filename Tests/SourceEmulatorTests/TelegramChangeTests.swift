import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite struct TelegramChangeTests {
    /// A chat in which the buyer's message is number 1 and the bot's is number 2.
    private static func run(
        business: JSONValue = .null, _ body: (EmulatorWorld) async throws -> Void
    ) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control(
                "tg/buyer-message",
                ["chat": 55, "buyer": "О", "text": "?", "business": business])
            let parameters: JSONValue = [
                "chat_id": 55, "text": "а", "business_connection_id": business,
            ]
            #expect(try await world.telegram("sendMessage", parameters).status == 200)
            try await body(world)
        }
    }

    @Test func `an own text can be changed, and the same once more is an error`() async throws {
        try await Self.run { world in
            let parameters: JSONValue = ["chat_id": 55, "message_id": 2, "text": "б"]
            let answer = try await world.telegram("editMessageText", parameters)
            #expect(answer.json["result"]?["text"] == "б")
            #expect(answer.json["result"]?["edit_date"] != nil)
            let again = try await world.telegram("editMessageText", parameters)
            #expect(again.status == 400)
            #expect(again.json["description"]?.string?.contains("is not modified") == true)
            let messages = try await world.control("tg/messages", ["chat": 55])
            #expect(messages.array?.last?["text"] == "б")
            // An ordinary chat tells nothing of what its own bot does.
            #expect(try await world.updates().count == 1)
        }
    }

    @Test(
        arguments: [
            (
                "editMessageText", ["chat_id": 55, "message_id": 9, "text": "б"],
                "to edit not found"
            ),
            ("editMessageText", ["chat_id": 55, "message_id": 1, "text": "б"], "can't be edited"),
            ("editMessageText", ["chat_id": 55, "message_id": 2, "text": ""], "text is empty"),
            (
                "editMessageCaption", ["chat_id": 55, "message_id": 2, "caption": "б"],
                "there is no caption"
            ),
            ("deleteMessage", ["chat_id": 55, "message_id": 9], "to delete not found"),
            ("deleteMessages", ["chat_id": 55, "message_ids": []], "are not specified"),
        ] as [(String, JSONValue, String)])
    func `what cannot be changed is refused`(
        method: String, parameters: JSONValue, reason: String
    ) async throws {
        try await Self.run { world in
            let answer = try await world.telegram(method, parameters)
            #expect(answer.status == 400)
            #expect(answer.json["description"]?.string?.contains(reason) == true)
        }
    }

    @Test func `a message can be deleted for 48 hours`() async throws {
        try await Self.run { (world: EmulatorWorld) async throws in
            let parameters: JSONValue = ["chat_id": 55, "message_id": 2]
            world.advance(.seconds(48 * 3600 + 1))
            #expect(try await world.telegram("deleteMessage", parameters).status == 400)
            #expect(try await world.control("tg/messages", ["chat": 55]).array?.count == 2)
        }
        try await Self.run { (world: EmulatorWorld) async throws in
            world.advance(.seconds(48 * 3600))
            let several: JSONValue = ["chat_id": 55, "message_ids": [2, 99]]
            #expect(try await world.telegram("deleteMessages", several).status == 200)
            #expect(try await world.control("tg/messages", ["chat": 55]).array?.count == 1)
        }
    }

    @Test func `a buyer's edit is told, a deletion is not`() async throws {
        try await Self.run { world in
            try await world.control("tg/edit", ["chat": 55, "messageId": 1, "text": "??"])
            try await world.control("tg/delete", ["chat": 55, "messageIds": [1]])
            let updates = try await world.updates()
            #expect(updates.count == 2)
            #expect(updates.last?["edited_message"]?["text"] == "??")
            #expect(updates.last?["edited_message"]?["message_id"] == 1)
        }
    }

    @Test func `a business chat tells of edits and deletions, own ones too`() async throws {
        try await Self.run(business: "bc") { world in
            let edit: JSONValue = [
                "chat_id": 55, "message_id": 2, "text": "б", "business_connection_id": "bc",
            ]
            #expect(try await world.telegram("editMessageText", edit).status == 200)
            let delete: JSONValue = ["business_connection_id": "bc", "message_ids": [2]]
            #expect(try await world.telegram("deleteBusinessMessages", delete).status == 200)
            let updates = try await world.updates()
            #expect(updates[2]["edited_business_message"]?["text"] == "б")
            #expect(updates[3]["deleted_business_messages"]?["message_ids"] == [2])
            // The buyer's messages need another right.
            let other: JSONValue = ["business_connection_id": "bc", "message_ids": [1]]
            #expect(try await world.telegram("deleteBusinessMessages", other).status == 400)
        }
    }

    @Test(arguments: ["canReply", "enabled"])
    func `a connection without the right or the will refuses`(flag: String) async throws {
        try await Self.run(business: "bc") { world in
            try await world.control(
                "tg/business", .object(["business": "bc", flag: false]))
            let update = try await world.updates().last?["business_connection"]
            #expect(update?["id"] == "bc")
            #expect((update?["rights"]?["can_reply"] == nil) == (flag == "canReply"))
            let parameters: JSONValue = [
                "chat_id": 55, "text": "а", "business_connection_id": "bc",
            ]
            #expect(try await world.telegram("sendMessage", parameters).status == 400)
            let known = try await world.telegram(
                "getBusinessConnection", ["business_connection_id": "bc"])
            #expect(known.json["result"] == update)
        }
    }

    @Test func `a business chat is open for a day after the buyer's last message`() async throws {
        try await Self.run(business: "bc") { world in
            let parameters: JSONValue = [
                "chat_id": 55, "text": "а", "business_connection_id": "bc",
            ]
            world.advance(.seconds(24 * 3600))
            #expect(try await world.telegram("sendMessage", parameters).status == 200)
            world.advance(.milliseconds(1))
            let late = try await world.telegram("sendMessage", parameters)
            #expect(late.json["description"] == "Bad Request: BUSINESS_PEER_USAGE_MISSING")
            let read: JSONValue = [
                "chat_id": 55, "message_id": 1, "business_connection_id": "bc",
            ]
            #expect(try await world.telegram("readBusinessMessage", read).status == 400)
        }
    }
}
