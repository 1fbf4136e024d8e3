import Foundation
import SkeinTesting
import Testing

extension BadInputTests {
    /// Tokens that are refused, and files that hold none.
    struct Tokens {
        private let world: StoryWorld

        init() throws { world = try StoryWorld() }

        @Test func `a refused token connects nothing`() throws {
            try world.run("a", ["workspace", "create", "--relay", world.relayURL, "--as", "anna"])
            let before = try world.files("a")
            let wrong = try world.file("wrong", "no-such-token")
            try world.expect(
                4, "a", add(wrong),
                ru: ["площадка не приняла токен источника wb-main", "выпустите другой токен"],
                en: ["the platform refused the token of wb-main", "make another token"])
            #expect(try world.files("a") == before)
            let right = try world.file("right", "wb-token")
            try world.run("a", add(right))
        }

        @Test func `a token that is no longer good is named wherever one looks`() throws {
            _ = try world.foundShop()
            try world.buyerWrites("Вы тут?")
            try world.control("POST", "/control/wb/revoke")
            let (ru, en) = (
                "площадка не приняла токен источника wb-main",
                "the platform refused the token of wb-main"
            )
            let remedy = "source add wb-main --token-file"
            try world.expect(4, "a", ["source", "test"], ru: [ru, remedy], en: [en, remedy])
            try world.expect(6, "a", ["sync", "--once"], ru: [ru, remedy], en: [en, remedy])
            try world.expect(
                0, "a", ["source", "list"], ru: ["токен не принят"], en: ["token refused"])
            try world.expect(1, "a", ["doctor"], ru: ["✗ " + ru, remedy], en: ["✗ " + en, remedy])
            #expect(try world.json("a", ["list"]).first?["messages"] as? Int == 1)
            try world.control("POST", "/control/wb/revoke", ["revoked": false])
            try world.run("a", ["sync", "--once"])
            #expect(try world.json("a", ["list"]).first?["messages"] as? Int == 2)
            try world.expect(0, "a", ["doctor"], ru: ["✓ wb-main"], en: ["✓ wb-main"])
            #expect(try !world.run("a", ["source", "list"]).contains("refused"))
        }

        @Test func `a file without a token is refused, whatever it holds`() throws {
            try world.run("a", ["workspace", "create", "--relay", world.relayURL, "--as", "anna"])
            let before = try world.files("a")
            let cases: [(path: String, ru: String, en: String)] = [
                (world.folder.appending(path: "gone").path, "не читается", "cannot read"),
                (world.folder.path, "могут читать другие", "others can read"),
                (try world.file("empty", " \n"), "пуст", "is empty"),
                (try world.file("two", "one\ntwo\n"), "не токен", "holds no token"),
                (
                    try world.file("bytes", Data([0xFF, 0x00, 0x80])), "не текст в UTF-8",
                    "is not UTF-8 text"
                ),
            ]
            for (path, ru, en) in cases {
                try world.expect(4, "a", add(path), ru: [ru, "600"], en: [en, "600"])
            }
            let open = try world.file("open", "wb-token")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open)
            let remedy = "chmod 600 \(open)"
            try world.expect(
                4, "a", add(open), ru: ["могут читать другие", remedy],
                en: ["others can read", remedy])
            #expect(try world.files("a") == before)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: open)
            try world.run("a", add(open))
        }

        private func add(_ token: String) -> [String] {
            ["source", "add", "wb", "wb-main", "--url", world.sourcesURL, "--token-file", token]
        }
    }
}
