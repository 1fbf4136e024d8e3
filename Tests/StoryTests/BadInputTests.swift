import Foundation
import SkeinTesting
import Testing

/// Real programs, and what people, networks and disks get wrong. Each time: the message says in both
/// languages what is wrong and what to do, the exit code is the documented one, nothing is
/// overwritten, and without its cause the program works on.
@Suite(.serialized, .timeLimit(.minutes(3))) struct BadInputTests {
    struct Lines {
        private let world: StoryWorld

        init() throws { world = try StoryWorld() }

        @Test func `an unknown command is refused, and a likely one is named`() throws {
            try world.expect(
                2, "a", ["frobnicate"], ru: ["нет команды «frobnicate»", "все команды: help"],
                en: ["there is no command \"frobnicate\"", "all commands: help"])
            try world.expect(
                2, "a", ["lisr"], ru: ["нет команды «lisr»", "может быть, list?"],
                en: ["there is no command \"lisr\"", "did you mean list?"])
            #expect(!FileManager.default.fileExists(atPath: world.store("a")))
        }

        @Test func `a script stops at its broken line, and names it`() throws {
            let chat = try world.foundShop()
            let script = try world.file(
                "script",
                "tag \(chat) +first\n# the next line is wrong\nclse \(chat)\ntag \(chat) +last\n")
            try world.expect(
                2, "a", ["-f", script],
                ru: ["clse \(chat)\n  ^^^^\n", "может быть, close?", "\(script):3: код 2"],
                en: ["clse \(chat)\n  ^^^^\n", "did you mean close?", "\(script):3: exit code 2"])
            #expect(try tags() == ["first"])
            try world.expect(
                6, "a", ["--keep-going", "-f", script], ru: ["\(script):3: код 2"],
                en: ["\(script):3: exit code 2"])
            #expect(try tags() == ["first", "last"])
            try world.expect(
                3, "a", ["-f", script + ".gone"], ru: ["не читается", "проверьте путь"],
                en: ["cannot read", "No such file", "check the path"])
        }

        @Test func `a broken line of an argument or of standard input is named too`() throws {
            let chat = try world.foundShop()
            try world.expect(
                3, "a", ["-c", "list", "-c", "tag zzzz +x"], ru: ["нет чата", "-c:1: код 3"],
                en: ["no chat's id begins with \"zzzz\"", "-c:1: exit code 3"])
            try world.expect(
                2, "a", [], input: "tag \(chat) +one\n\nstatus \(chat) lost\ntag \(chat) +two\n",
                ru: ["нет статуса «lost»", "stdin:3: код 2"],
                en: ["there is no status \"lost\"", "stdin:3: exit code 2"])
            #expect(try tags() == ["one"])
        }

        @Test func `doctor and version name one version`() throws {
            let version = try world.run("a", ["version"])
            #expect(version.hasPrefix("skein ") && version.hasSuffix("\n"))
            let findings = try world.answer("en", "a", ["doctor"])
            #expect(findings.text.contains("✓ " + version))
        }

        private func tags() throws -> [String] {
            let row = try #require(try world.json("a", ["list"]).first)
            return (row["tags"] as? [String] ?? []).sorted()
        }
    }
}
