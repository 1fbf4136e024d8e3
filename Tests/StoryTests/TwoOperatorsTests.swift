import Foundation
import SkeinTesting
import Testing

/// Two operators, both offline for a while, and a reply whose sender dies after its request.
@Suite(.serialized) struct TwoOperatorsTests {
    private let world: StoryWorld
    private static let text = "Здравствуйте, Ольга! Брак заменим, курьер приедет завтра."

    init() throws { world = try StoryWorld() }

    @Test func `both close and question one chat offline, and the reply arrives once`() throws {
        let (chat, conversation) = try foundTeam()
        try workApart(on: chat, conversation)
        try meetAgain(chat)
        try dieAfterTheRequest()
        try othersSettleIt(chat)
    }

    // MARK: Chapters

    /// Two devices with one source between them, and a buyer's first message on both.
    ///
    /// - Returns: the chat's id here, and the platform's own name of it.
    private func foundTeam() throws -> (chat: String, conversation: String) {
        try world.run("a", ["workspace", "create", "--relay", world.relayURL, "--as", "anna"])
        let invite = world.folder.appending(path: "invite").path
        try world.run("a", ["workspace", "invite", "--role", "sender", "--out", invite])
        let joining = try world.start(
            "b", ["workspace", "join", "--invite-file", invite, "--as", "petr"])
        while joining.isRunning { try world.run("a", ["sync", "--once"]) }
        #expect(joining.wait() == 0, "\(joining.standardError)")
        let token = world.folder.appending(path: "token").path
        #expect(
            FileManager.default.createFile(
                atPath: token, contents: Data("wb-token".utf8),
                attributes: [.posixPermissions: 0o600]))
        try world.run(
            "a",
            ["source", "add", "wb", "wb-main", "--url", world.sourcesURL, "--token-file", token])
        let placed = try world.control(
            "POST", "/control/wb/buyer-message",
            ["buyer": "Ольга", "text": "Пришёл брак, молния не работает. Заказ 55012"])
        try world.run("a", ["sync", "--once"])
        try world.run("b", ["sync", "--once"])
        try world.run(
            "b", ["source", "add", "wb-main", "--url", world.sourcesURL, "--token-file", token])
        let chats = try world.json("b", ["list"])
        #expect(chats.count == 1)
        let conversation = (placed as? [String: Any])?["chat"] as? String
        return (try #require(chats.first?["id"] as? String), try #require(conversation))
    }

    private func workApart(on chat: String, _ conversation: String) throws {
        world.stopRelay()
        try world.run("a", ["close", chat])
        try world.run("a", ["tag", chat, "+брак", "+VIP"])
        try world.run("a", ["reply", chat, Self.text])
        try world.run("b", ["question", chat])
        try world.run("b", ["assign", chat, "me"])
        try world.run("b", ["tag", chat, "+срочно"])
        try world.control(
            "POST", "/control/wb/buyer-message",
            ["buyer": "Ольга", "text": "И ещё: когда вернёте деньги?", "chat": conversation])
    }

    /// Both are online again: one state on both, the conflict with both authors, nothing closed.
    private func meetAgain(_ chat: String) throws {
        try world.startRelay()
        for device in ["a", "b", "a", "b"] { try world.run(device, ["sync", "--once"]) }
        let rows = try ["a", "b"].map { try world.json($0, ["list"]) }
        for row in rows.compactMap(\.first) {
            #expect(row["status"] as? String == "question")
            #expect(row["assignee"] as? String == "petr")
            #expect(Set(row["tags"] as? [String] ?? []) == ["брак", "VIP", "срочно"])
            #expect(row["messages"] as? Int == 2)
        }
        let conflicts = try ["a", "b"].map { try world.run($0, ["conflicts", "--json"]) }
        #expect(conflicts[0] == conflicts[1])
        #expect(conflicts[0].contains("anna"))
        #expect(conflicts[0].contains("petr"))
        #expect(conflicts[0].contains("closed"))
        #expect(conflicts[0].contains("question"))
        #expect(try world.ledger().isEmpty)
    }

    /// The buyer has written since the reply was typed, so it is put aside until its author says
    /// that it still fits.
    private func sayThatItStillFits() throws {
        try world.advance(.seconds(30))
        try world.run("a", ["sync", "--wait"])
        let held = try #require(try world.json("a", ["outbox", "list"]).first)
        #expect(held["state"] as? String == "held")
        #expect(try world.ledger().isEmpty)
        try world.run("a", ["outbox", "send", try #require(held["id"] as? String)])
    }

    /// The reply is applied, its answer never comes, the sender is killed; the other is online.
    private func dieAfterTheRequest() throws {
        try sayThatItStillFits()
        try world.control(
            "POST", "/control/fault", ["platform": "wb", "what": "silence", "on": "send"])
        let sender = try world.start("a", ["sync", "--wait"])
        while try world.ledger().isEmpty {
            guard sender.isRunning else {
                Issue.record("the sender ended early: \(sender.standardError)")
                return
            }
        }
        let other = try world.start("b", ["sync", "--wait"])
        sender.signal(SIGKILL)
        #expect(sender.wait() == -SIGKILL)
        try settle(other)
    }

    /// Time passes until the other device has concluded from the platform's history.
    private func settle(_ other: RunningProgram) throws {
        for _ in 0..<40 where other.isRunning {
            try world.advance(.seconds(20))
            // One request is one round trip of real time: the device sees the clock move.
            _ = try world.ledger()
            try world.run("c", ["version"])
        }
        #expect(other.wait() == 0, "\(other.standardError)")
    }

    private func othersSettleIt(_ chat: String) throws {
        for device in ["a", "b", "a"] { try world.run(device, ["sync", "--once"]) }
        let ledger = try world.ledger()
        #expect(ledger.count == 1)
        #expect(ledger.first?["text"] as? String == Self.text)
        for device in ["a", "b"] {
            #expect(try world.json(device, ["outbox", "list"]).isEmpty)
            #expect(try world.run(device, ["show", chat]).contains(Self.text))
        }
    }
}
