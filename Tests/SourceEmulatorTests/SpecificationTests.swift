import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinTransport
import SourceEmulator
import Testing

/// Every answer against the platforms' own machine-readable descriptions, where they lie beside
/// the package (`SKEIN_SPECS`, else beside the package).
@Suite struct SpecificationTests {
    @Test func wildberriesAnswersHaveTheFieldsOfItsSpecification() async throws {
        guard let chat = try Self.specification("wildberries-communications"),
            let general = try Self.specification("wildberries-general")
        else { return }
        let calls: [(OpenAPI, verb: String, template: String, path: String, status: Int)] = [
            (general, "get", "/ping", "/ping", 200),
            (general, "get", "/api/v1/seller-info", "/api/v1/seller-info", 200),
            (chat, "get", "/api/v1/seller/chats", "/api/v1/seller/chats", 200),
            (chat, "get", "/api/v1/seller/events", "/api/v1/seller/events", 200),
            (chat, "get", "/api/v1/seller/events", "/api/v1/seller/events?next=0", 400),
            (
                chat, "get", "/api/v1/seller/download/{id}", "/api/v1/seller/download/none", 400
            ),
        ]
        try await EmulatorWorld.run(.inProcess) { world in
            try await Self.fill(world)
            for (spec, verb, template, path, status) in calls {
                let answer = try await world.wildberries(path)
                #expect(answer.status == status)
                let problems = spec.problems(of: answer, verb: verb, path: template)
                #expect(problems.isEmpty, "\(template) \(status)")
                let refused = try await world.wildberries(path, token: "wrong")
                #expect(refused.status == 401)
                #expect(spec.problems(of: refused, verb: verb, path: template).isEmpty)
            }
        }
    }

    @Test func wildberriesMessageTakesAndGivesWhatItsSpecificationSays() async throws {
        guard let spec = try Self.specification("wildberries-communications") else { return }
        let path = "/api/v1/seller/message"
        let form = spec.at(["paths", path, "post", "requestBody", "content"])
        let schema = form?["multipart/form-data"]?["schema"]?["properties"]
        #expect(schema?["replySign"] != nil)
        #expect(schema?["message"]?["maxLength"] == 1000)
        #expect(schema?["file"]?["items"]?["format"] == "binary")
        try await EmulatorWorld.run(.inProcess) { world in
            try await Self.fill(world)
            let sign = try await world.sign(of: "О")
            for (sign, status) in [(sign, 200), ("1:none", 400)] {
                let answer = try #require(await world.sendToWildberries(sign: sign, text: "a"))
                #expect(answer.status == status)
                #expect(spec.problems(of: answer, verb: "post", path: path).isEmpty)
            }
            try await world.control("fault", ["platform": "wb", "what": "429"])
            let limited = try #require(await world.sendToWildberries(sign: sign, text: "a"))
            #expect(spec.problems(of: limited, verb: "post", path: path).isEmpty)
        }
    }

    @Test func telegramAnswersHaveTheTypesOfItsSpecification() async throws {
        guard let json = try Self.json("telegram-bot-api") else { return }
        let spec = BotAPI(json)
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["chat": 55, "buyer": "О", "text": "?"])
            try await world.control(
                "tg/buyer-message",
                [
                    "chat": 55, "buyer": "О", "text": "a", "business": "bc-1",
                    "files": [
                        ["name": "a.pdf", "contentType": "application/pdf", "base64": "AQID"]
                    ],
                ])
            let file = try await world.updates().last?["business_message"]?["document"]?["file_id"]
            let calls: [(String, JSONValue)] = [
                ("getMe", [:]), ("getUpdates", ["limit": 100, "timeout": 0, "offset": 0]),
                ("sendMessage", ["chat_id": 55, "text": "a"]),
                (
                    "sendMessage",
                    [
                        "chat_id": 55, "text": "b", "business_connection_id": "bc-1",
                        "reply_parameters": ["message_id": 1],
                    ]
                ),
                ("getFile", ["file_id": file ?? .null]), ("getWebhookInfo", [:]),
                ("setWebhook", ["url": "https://a.test/", "drop_pending_updates": true]),
                ("deleteWebhook", ["drop_pending_updates": false]),
            ]
            for (method, parameters) in calls {
                let answer = try await world.telegram(method, parameters)
                #expect(answer.status == 200, "\(method): \(answer.text)")
                #expect(spec.problems(of: parameters, method: method).isEmpty)
                #expect(spec.problems(ofResult: answer.json, method: method).isEmpty)
            }
        }
    }

    /// So that an empty list of problems means something.
    @Test func theChecksThemselvesFindWhatIsWrong() throws {
        guard let chat = try Self.specification("wildberries-communications"),
            let json = try Self.json("telegram-bot-api")
        else { return }
        let bad = HTTPAnswer(
            status: 200, body: JSONValue.object(["result": [["chatId": "1"]]]).bytes)
        #expect(!chat.problems(of: bad, verb: "get", path: "/api/v1/seller/chats").isEmpty)
        let mistyped = HTTPAnswer(
            status: 200, body: JSONValue.object(["result": [["chatID": 1]]]).bytes)
        #expect(!chat.problems(of: mistyped, verb: "get", path: "/api/v1/seller/chats").isEmpty)
        let spec = BotAPI(json)
        #expect(!spec.problems(of: ["chat": 5], method: "sendMessage").isEmpty)
        let user: JSONValue = ["ok": true, "result": ["id": 5, "first_name": "x"]]
        #expect(!spec.problems(ofResult: user, method: "getMe").isEmpty)
    }

    private static func fill(_ world: EmulatorWorld) async throws {
        try await world.control(
            "wb/buyer-message",
            [
                "buyer": "О", "text": "?",
                "files": [
                    ["name": "a.png", "contentType": "image/png", "base64": "AQID"],
                    ["name": "a.pdf", "contentType": "application/pdf", "base64": "AQID"],
                ],
            ])
    }

    private static func specification(_ name: String) throws -> OpenAPI? {
        try json(name).map(OpenAPI.init)
    }

    private static func json(_ name: String) throws -> JSONValue? {
        let file = Fixtures.specifications.appending(path: "\(name).json")
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("\(name): skipped, no specification at \(file.path)")
            return nil
        }
        return JSONValue([UInt8](try Data(contentsOf: file)))
    }
}
