import Foundation
import SkeinTesting
import Testing

extension BadInputTests {
    /// No space: nothing is lost, and with space again the same command succeeds.
    struct FullDisk {
        private let world: StoryWorld
        private static let (ru, en) = ("на диске нет места", "the disk is full")
        private static let (remedyRU, remedyEN) = (
            "освободите место и повторите", "free some space"
        )

        init() throws { world = try StoryWorld() }

        @Test(.enabled("a small file system can be mounted here") { SmallDisk.isPossible })
        func `a full file system loses nothing`() throws {
            let disk = try SmallDisk(at: world.folder.appending(path: "disk"), mebibytes: 4)
            defer { disk.unmount() }
            let chat = try world.foundShop("disk/a")
            try world.run("disk/a", ["tag", chat, "+before"])
            try world.buyerWrites("Второе")
            try disk.fill()
            let before = try world.files("disk/a")
            try refusesAll(on: disk, chat)
            #expect(try tags("disk/a") == ["before"], "looking goes on")
            let now = try world.files("disk/a")
            for name in ["replica.sqlite", "secrets"] { #expect(now[name] == before[name]) }
            try disk.free()
            try worksOn("disk/a", chat)
            #expect(try world.json("disk/a", ["list"]).first?["messages"] as? Int == 2)
            try world.run("disk/new", ["list"])
        }

        /// What a command gave back to be able to end in order is taken again before the next one.
        private func refusesAll(on disk: SmallDisk, _ chat: String) throws {
            let token = world.folder.appending(path: "token").path
            for (device, command) in [
                ("disk/a", ["tag", chat, "+after"]), ("disk/a", ["reply", chat, "Здравствуйте!"]),
                ("disk/a", ["sync", "--once"]),
                ("disk/a", ["source", "add", "wb-main", "--token-file", token]),
                ("disk/new", ["doctor"]),
            ] {
                try world.expect(
                    1, device, command, beforeEach: disk.fill, ru: [Self.ru, Self.remedyRU],
                    en: [Self.en, Self.remedyEN])
            }
        }

        @Test(.enabled("strace may trace here") { Programs.canTrace })
        func `a write that finds no space loses nothing`() throws {
            let chat = try world.foundShop()
            try world.run("a", ["tag", chat, "+before"])
            let before = try world.files("a")
            for (language, words) in [
                ("ru", [Self.ru, Self.remedyRU]), ("en", [Self.en, Self.remedyEN]),
            ] {
                for command in [["tag", chat, "+after"], ["sync", "--once"]] {
                    let program = try Tracer.run(
                        world, "a", ["--lang", language] + command, failing: "pwrite64",
                        on: ["replica.sqlite", "replica.sqlite-wal"])
                    #expect(program.wait() == 1)
                    let text = program.standardOutput + program.standardError
                    for word in words { #expect(text.contains(word)) }
                }
            }
            let now = try world.files("a")
            #expect(now["replica.sqlite"] == before["replica.sqlite"])
            #expect(now["secrets"] == before["secrets"])
            #expect(try tags("a") == ["before"])
            try worksOn("a", chat)
        }

        private func worksOn(_ device: String, _ chat: String) throws {
            try world.run(device, ["tag", chat, "+after"])
            try world.run(device, ["sync", "--once"])
            #expect(try tags(device) == ["after", "before"])
            try world.expect(
                0, device, ["doctor"], ru: ["✓ всё своё передано"], en: ["✓ all own work is pushed"]
            )
        }

        private func tags(_ device: String) throws -> [String] {
            let row = try world.json(device, ["list"]).first {
                ($0["tags"] as? [String])?.isEmpty == false
            }
            return (row?["tags"] as? [String] ?? []).sorted()
        }
    }
}

/// Lets a system call of a program fail.
private enum Tracer {
    static func run(
        _ world: StoryWorld, _ device: String, _ arguments: [String], failing call: String,
        on files: [String]
    ) throws -> RunningProgram {
        let strace = try #require(Programs.inPath("strace"))
        let store = world.store(device)
        let paths = files.flatMap { ["-P", "\(store)/\($0)"] }
        return try RunningProgram(
            strace.path,
            ["-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):error=ENOSPC"]
                + paths + [Programs.url("skein").path, "--store", store] + arguments,
            environment: StoryWorld.environment(folder: world.folder, clock: world.clockFile))
    }
}
