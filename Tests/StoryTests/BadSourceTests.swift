import Foundation
import SkeinTesting
import Synchronization
import Testing

extension BadInputTests {
    /// A marketplace that answers nonsense.
    struct Source {
        private let world: StoryWorld
        private let platform: NonsensePlatform

        /// A page, broken JSON, JSON of other types, depth and numbers that overflow.
        private static let nonsense = [
            "<html>busy</html>", "{\"result\":{\"next\":", "[[[[]]]]", "", "{\"result\":7}",
            "{\"result\":{\"next\":\"soon\",\"events\":{\"a\":1}}}",
            String(repeating: "[", count: 200_000),
            "{\"result\":{\"next\":1e999999,\"events\":[]}}",
        ]

        init() throws {
            world = try StoryWorld()
            platform = try NonsensePlatform()
        }

        @Test func `nonsense in place of the feed takes nothing in and skips nothing`() throws {
            try world.run("a", ["workspace", "create", "--relay", world.relayURL, "--as", "anna"])
            let token = try world.file("token", "wb-token")
            try world.run(
                "a", ["source", "add", "wb", "odd", "--url", platform.url, "--token-file", token])
            for body in Self.nonsense {
                platform.feed.value = .body(body)
                try world.expect(
                    6, "a", ["sync", "--once"],
                    ru: ["источник odd отвечает не так, как его площадка", "проверьте адрес"],
                    en: [
                        "the source odd does not answer as its platform does", "check the source's",
                    ])
            }
            try world.expect(
                0, "a", ["source", "list"], ru: ["ответ непонятен"], en: ["answer unreadable"])
            try world.expect(
                1, "a", ["doctor"], ru: ["✗ источник odd отвечает не так"],
                en: ["✗ the source odd does not answer as its platform does"])
            platform.feed.value = .endless
            try world.expect(
                6, "a", ["sync", "--once"], ru: ["источник odd не отвечает", "larger than"],
                en: ["the source odd does not answer", "larger than", "nothing was skipped"])
            platform.feed.value = .body(NonsensePlatform.good)
            try world.run("a", ["sync", "--once"])
            let rows = try world.json("a", ["list"])
            #expect(rows.count == 1 && rows.first?["buyer"] as? String == "Ольга")
            try world.expect(0, "a", ["doctor"], ru: ["✓ odd"], en: ["✓ odd"])
        }

        @Test func `a platform that answers nonsense for a while is read on from the same place`()
            throws
        {
            _ = try world.foundShop()
            try world.buyerWrites("Второе")
            try world.control(
                "POST", "/control/fault",
                ["platform": "wb", "what": "nonsense", "on": "read", "times": 2])
            try world.expect(
                6, "a", ["sync", "--once"], ru: ["отвечает не так, как его площадка"],
                en: ["does not answer as its platform does"])
            #expect(try world.json("a", ["list"]).first?["messages"] as? Int == 1)
            try world.run("a", ["sync", "--once"])
            #expect(try world.json("a", ["list"]).first?["messages"] as? Int == 2)
        }
    }
}

/// A marketplace of one seller whose feed is whatever a test says.
private final class NonsensePlatform: Sendable {
    enum Feed {
        case body(String)
        /// Far more than anybody should take.
        case endless
    }

    let server: LoopbackServer
    let feed: SharedFeed
    var url: String { "http://127.0.0.1:\(server.port)" }

    /// One message of a buyer.
    static let good = """
        {"result": {"next": 1767000000000, "events": [{"chatID": "1:a", "eventID": "e1",
        "eventType": "message", "addTimestamp": 1767000000000, "sender": "client",
        "clientName": "Ольга", "message": {"text": "Где заказ?"}}]}}
        """

    init() throws {
        let feed = SharedFeed()
        self.feed = feed
        server = try LoopbackServer { connection, _ in
            while let (head, _) = connection.readMessage() {
                if head.contains("seller-info") {
                    Self.answer(connection, "{\"sid\": \"seller-1\", \"name\": \"Shop\"}")
                } else if head.contains("next=") {
                    Self.answer(connection, "{\"result\": {\"next\": 0, \"events\": []}}")
                } else {
                    switch feed.value {
                    case .body(let body): Self.answer(connection, body)
                    case .endless: Self.flood(connection)
                    }
                }
            }
        }
    }

    private static func answer(_ connection: LoopbackSocket, _ body: String) {
        connection.write(head(length: body.utf8.count) + body)
    }

    private static func flood(_ connection: LoopbackSocket) {
        let piece = Array(repeating: UInt8(ascii: "["), count: 1 << 20)
        connection.write(head(length: 1 << 40))
        for _ in 0..<64 { connection.write(piece) }
        connection.close()
    }

    private static func head(length: Int) -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    }

    /// What the feed answers now.
    final class SharedFeed: Sendable {
        private let feed = Mutex(Feed.body(""))

        var value: Feed {
            get { feed.withLock { $0 } }
            set { feed.withLock { $0 = newValue } }
        }
    }
}
