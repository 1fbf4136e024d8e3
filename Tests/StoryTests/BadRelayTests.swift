import Foundation
import SkeinTesting
import Testing

extension BadInputTests {
    /// A relay that is not there, something else in its place, and invitations that are none.
    struct Relay {
        private let world: StoryWorld

        init() throws { world = try StoryWorld() }

        @Test func `without a relay one works on, and everything goes out later`() throws {
            let chat = try world.foundShop()
            world.stopRelay()
            let (ru, en) = ("реле не отвечает", "the relay does not answer")
            try world.expect(
                1, "b", ["workspace", "create", "--relay", world.relayURL, "--as", "petr"],
                ru: [ru, "проверьте адрес и сеть"], en: [en, "check the address and the network"])
            try world.run("a", ["tag", chat, "+offline"])
            try world.expect(
                1, "a", ["sync", "--once"],
                ru: [ru, "ещё не передано: 1 действие", "работайте дальше"],
                en: [en, "not yet pushed: 1 action", "go on working"])
            try world.expect(
                1, "a", ["doctor"], ru: ["✗ реле \(world.relayURL) не отвечает"],
                en: ["✗ the relay \(world.relayURL) does not answer"])
            try world.startRelay()
            try world.expect(
                0, "a", ["sync", "--once"], ru: ["реле: передано"], en: ["relay: "])
            #expect(try world.json("a", ["list"]).first?["tags"] as? [String] == ["offline"])
            try world.expect(
                0, "a", ["doctor"], ru: ["всё своё передано"], en: ["all own work is pushed"])
        }

        @Test func `a login page in the relay's place is no relay`() throws {
            let chat = try world.foundShop()
            try world.run("a", ["tag", chat, "+early"])
            try behindPortal {
                let (ru, en) = ("отвечает не реле", "is no relay")
                let (remedyRU, remedyEN) = ("страницу входа", "login page")
                try world.expect(
                    1, "a", ["sync", "--once"], ru: [ru, remedyRU], en: [en, remedyEN])
                try world.expect(1, "a", ["doctor"], ru: [ru, remedyRU], en: [en, remedyEN])
                try world.expect(
                    1, "b", ["workspace", "create", "--relay", world.relayURL, "--as", "petr"],
                    ru: [ru, remedyRU], en: [en, remedyEN])
                let row = try world.json("a", ["list"]).first
                #expect(row?["tags"] as? [String] == ["early"])
            }
            try world.startRelay()
            try world.run("a", ["sync", "--once"])
            try world.expect(
                0, "a", ["doctor"], ru: ["всё своё передано"], en: ["all own work is pushed"])
        }

        @Test func `what is no invitation lets nobody in`() throws {
            _ = try world.foundShop()
            let invite = world.folder.appending(path: "invite").path
            try world.run("a", ["workspace", "invite", "--out", invite])
            let line = try String(contentsOfFile: invite, encoding: .utf8)
            let cases = [
                try world.file("words", "this is not an invitation"), try world.file("none", ""),
                try world.file("half", String(line.prefix(line.count / 2))),
                try world.file("twice", line + line),
            ]
            for path in cases {
                try world.expect(
                    1, "b", join(path), ru: ["это не приглашение", "workspace invite"],
                    en: ["this is no invitation", "workspace invite"])
            }
            let bytes = try world.file("bytes", Data(repeating: 0xFE, count: 300))
            try world.expect(
                1, "b", join(bytes), ru: ["не текст в UTF-8"], en: ["is not UTF-8 text"])
            try world.expect(
                3, "b", join(world.folder.path), ru: ["не читается", "проверьте путь"],
                en: ["cannot read", "Is a directory", "check the path"])
            let joining = try world.start("b", join(invite))
            while joining.isRunning { try world.run("a", ["sync", "--once"]) }
            #expect(joining.wait() == 0, "\(joining.standardError)")
        }

        private func join(_ file: String) -> [String] {
            ["workspace", "join", "--invite-file", file, "--as", "petr"]
        }

        /// Something answers every request at the relay's address with a page and 200.
        private func behindPortal(_ body: () throws -> Void) throws {
            world.stopRelay()
            let port = try #require(URL(string: world.relayURL)?.port)
            let page = "<html><body>Wi-Fi: <a href=\"/login\">log in</a></body></html>"
            let portal = try LoopbackServer(port: port) { connection, _ in
                while connection.readMessage() != nil {
                    connection.write(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                            + "Content-Length: \(page.utf8.count)\r\n\r\n" + page)
                }
            }
            try withExtendedLifetime(portal) { try body() }
            #expect(portal.connectionCount > 0)
        }
    }
}
