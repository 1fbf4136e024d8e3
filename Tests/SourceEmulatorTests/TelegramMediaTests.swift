import Foundation
import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite struct TelegramMediaTests {
    private static let chat: JSONValue = 55

    /// The first bytes of a picture, which is all that is looked at.
    private static func png(_ width: UInt16, _ height: UInt16) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + [0, 0, UInt8(width >> 8), UInt8(width & 255)]
            + [0, 0, UInt8(height >> 8), UInt8(height & 255)]
    }

    private static func run(_ body: (EmulatorWorld) async throws -> Void) async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["chat": chat, "buyer": "О", "text": "?"])
            try await body(world)
        }
    }

    @Test func `a photo has a size and can be sent once more by its id`() async throws {
        try await Self.run { world in
            let answer = try await world.telegramForm(
                "sendPhoto", ["chat_id": "55", "caption": "Вот"],
                files: ["photo": ("a.png", Self.png(640, 480))])
            let photo = answer.json["result"]?["photo"]?.array?.last
            #expect(photo?["width"] == 640 && photo?["height"] == 480)
            #expect(answer.json["result"]?["caption"] == "Вот")
            #expect(answer.json["result"]?["text"] == nil)
            let again = try await world.telegram(
                "sendPhoto", ["chat_id": Self.chat, "photo": photo?["file_id"] ?? .null])
            #expect(again.json["result"]?["photo"]?.array?.last == photo)
            let ledger = try await world.ledger()
            #expect(ledger.map { $0["files"] } == [["a.png"], ["a.png"]])
        }
    }

    @Test func `what is no picture or has no decent shape is no photo`() async throws {
        try await Self.run { world in
            let cases: [([UInt8], String)] = [
                ([1, 2, 3], "IMAGE_PROCESS_FAILED"),
                (Self.png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
                (Self.png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
            ]
            for (bytes, reason) in cases {
                let answer = try await world.telegramForm(
                    "sendPhoto", ["chat_id": "55"], files: ["photo": ("a.png", bytes)])
                #expect(answer.status == 400)
                #expect(answer.json["description"] == .string("Bad Request: \(reason)"))
            }
            let missing = try await world.telegram("sendPhoto", ["chat_id": Self.chat])
            let reason: JSONValue = "Bad Request: there is no photo in the request"
            #expect(missing.json["description"] == reason)
            #expect(try await world.ledger().isEmpty)
        }
    }

    @Test func `a document keeps its name and bytes and comes back by its path`() async throws {
        try await Self.run { world in
            let answer = try await world.telegramForm(
                "sendDocument", ["chat_id": "55", "document": "attach://f"],
                files: ["f": ("чек.pdf", [1, 2, 3, 13, 10, 45, 45])])
            let document = answer.json["result"]?["document"]
            #expect(document?["file_name"] == "чек.pdf")
            #expect(document?["file_size"] == 7)
            let file = try await world.telegram(
                "getFile", ["file_id": document?["file_id"] ?? .null]
            ).json["result"]
            let path = try #require(file?["file_path"]?.string)
            #expect(path.hasSuffix(".pdf"))
            let bytes = await world.call("GET", "/file/bot\(EmulatorWorld.telegramToken)/\(path)")
            #expect(bytes?.body == [1, 2, 3, 13, 10, 45, 45])
        }
    }

    @Test func `a caption has at most 1024 units`() async throws {
        try await Self.run { world in
            for (count, status) in [(1024, 200), (1025, 400)] {
                let answer = try await world.telegramForm(
                    "sendDocument",
                    ["chat_id": "55", "caption": String(repeating: "я", count: count)],
                    files: ["document": ("a.txt", [1])])
                #expect(answer.status == status)
            }
        }
    }

    @Test func `an album is two to ten messages of one kind with one group id`() async throws {
        try await Self.run { world in
            let media =
                #"[{"type":"photo","media":"attach://a","caption":"Два"},"#
                + #"{"type":"photo","media":"attach://b"}]"#
            let files = ["a": ("a.png", Self.png(4, 4)), "b": ("b.png", Self.png(5, 5))]
            let answer = try await world.telegramForm(
                "sendMediaGroup", ["chat_id": "55", "media": media], files: files)
            let messages = try #require(answer.json["result"]?.array)
            #expect(messages.count == 2)
            #expect(messages[0]["media_group_id"] != nil)
            #expect(messages[0]["media_group_id"] == messages[1]["media_group_id"])
            #expect(messages[0]["message_id"] == 2 && messages[1]["message_id"] == 3)
            let mixed = media.replacing(
                #""photo","media":"attach://b""#, with: #""document","media":"attach://b""#)
            let one = #"[{"type":"photo","media":"attach://a"}]"#
            for wrong in [mixed, one] {
                let refused = try await world.telegramForm(
                    "sendMediaGroup", ["chat_id": "55", "media": wrong], files: files)
                #expect(refused.status == 400)
            }
            #expect(try await world.ledger().count == 2)
        }
    }

    @Test func `several files of a buyer come as an album`() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            let file: JSONValue = [
                "name": "a.pdf", "contentType": "application/pdf", "base64": "AQ==",
            ]
            try await world.control(
                "tg/buyer-message", ["buyer": "О", "text": "два", "files": [file, file]])
            let messages = try await world.updates().compactMap { $0["message"] }
            #expect(messages.map { $0["caption"] } == ["два", nil])
            #expect(messages.first?["media_group_id"] != nil)
            #expect(messages.first?["media_group_id"] == messages.last?["media_group_id"])
        }
    }

    @Test func `a group takes twenty messages a minute`() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("tg/buyer-message", ["chat": -77, "buyer": "О", "text": "?"])
            #expect(try await world.updates().first?["message"]?["chat"]?["type"] == "group")
            var statuses: [Int] = []
            for _ in 0..<40 {
                world.advance(.seconds(1))
                let parameters: JSONValue = ["chat_id": -77, "text": "a"]
                statuses.append(try await world.telegram("sendMessage", parameters).status)
            }
            // One comes back every three seconds.
            #expect(statuses.filter { $0 == 200 }.count < 35)
            #expect(statuses.prefix(20).allSatisfy { $0 == 200 })
        }
    }
}
