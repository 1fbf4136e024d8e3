import Foundation
import SkeinTesting
import Testing

/// What a device remembers of its sources and its network from one command to the next.
@Suite(.serialized) struct SourceStoryTests {
    private let world: StoryWorld

    init() throws { world = try StoryWorld() }

    @Test func `a token is kept by its account, and offline lasts until online`() throws {
        try world.run("a", ["workspace", "create", "--relay", world.relayURL, "--as", "anna"])
        let token = world.folder.appending(path: "token").path
        #expect(
            FileManager.default.createFile(
                atPath: token, contents: Data("wb-token\n".utf8),
                attributes: [.posixPermissions: 0o600]))
        var emulator: Emulator? = try Emulator(["--seed", "7"])
        let (url, place) = (emulator?.url ?? "", emulator?.place ?? "")
        try world.run(
            "a", ["source", "add", "wb", "wb-main", "--url", url, "--token-file", token])
        #expect(try world.run("a", ["source", "test"]).hasPrefix("✓ wb-main"))
        #expect(try world.json("a", ["source", "list"]).first?["token"] as? Bool == true)
        try offlineAndOnline()
        // The same address, but the token is another seller's now.
        emulator = nil
        emulator = try Emulator(["--seed", "8"], listen: place)
        let program = try world.start("a", ["source", "test", "wb-main"])
        #expect(program.wait() == 4)
        #expect(program.standardError.contains("another account"))
        withExtendedLifetime(emulator) {}
    }

    private func offlineAndOnline() throws {
        try world.run("a", ["offline"])
        try world.run("a", ["sync", "--once"], expecting: 5)
        try world.run("a", ["online"])
        try world.run("a", ["sync", "--once"])
    }
}
