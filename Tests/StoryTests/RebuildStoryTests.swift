import Foundation
import SkeinTesting
import Testing

/// A database that is damaged, and what brings it back: the relay's log and the journal.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RebuildStoryTests {
    private let world: StoryWorld
    private let chat: String

    /// Device `kept` has pushed one tag; another one and a note wait in its journal alone, and the
    /// middle of its database is spoilt.
    init() throws {
        world = try StoryWorld()
        chat = try world.foundShop("kept")
        try world.run("kept", ["tag", chat, "+sent"])
        try world.run("kept", ["sync", "--once"])
        world.stopRelay()
        try world.run("kept", ["tag", chat, "+unsent"])
        try world.run("kept", ["note", chat, "Перезвонить"])
        try damage("kept")
    }

    private func damage(_ device: String) throws {
        let database = URL(filePath: world.store(device) + "/replica.sqlite")
        var bytes = try Data(contentsOf: database)
        // From the middle of one page to the middle of another.
        let range = bytes.count / 4096 / 4 * 4096 + 2048..<bytes.count * 3 / 4 / 4096 * 4096 + 2048
        bytes.replaceSubrange(range, with: Data(repeating: 0xA5, count: range.count))
        try bytes.write(to: database)
    }

    private func row(_ device: String) throws -> (tags: [String], notes: Int?) {
        let row = try #require(try world.json(device, ["list"]).first)
        return ((row["tags"] as? [String] ?? []).sorted(), row["notes"] as? Int)
    }

    /// In both languages, each time from the same damaged folder.
    private func rebuild(
        _ code: Int32, ru: [String], en: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (world, spoilt) = (world, try world.files("kept")["replica.sqlite"])
        try world.expect(
            code, "a", ["doctor", "--rebuild"], beforeEach: { try world.copy("kept", to: "a") },
            ru: ru + ["повреждённое лежит здесь: \(world.store("a"))/replica.sqlite.damaged-1"],
            en: en + ["the damaged one is kept here: \(world.store("a"))/replica.sqlite.damaged-1"],
            sourceLocation: sourceLocation)
        #expect(try world.files("a")["replica.sqlite.damaged-1"] == spoilt)
    }

    @Test func `a damaged store comes back from the relay, and its unsent edits from the journal`()
        throws
    {
        try world.expect(
            1, "kept", ["list"],
            ru: ["хранилище повреждено", "doctor --rebuild соберёт его заново с реле"],
            en: ["the store is damaged", "doctor --rebuild makes it anew from the relay"])
        try world.startRelay()
        try rebuild(
            0, ru: ["хранилище собрано заново", "ещё не передано 0"],
            en: ["the store was rebuilt", "0 not pushed yet"])
        let found = try row("a")
        #expect(found.tags == ["sent", "unsent"] && found.notes == 1)
        try world.run("a", ["tag", chat, "+after"])
        try world.run("a", ["sync", "--once"])
        try world.expect(
            0, "a", ["doctor"], ru: ["✓ хранилище", "✓ всё своё передано"],
            en: ["✓ store", "✓ all own work is pushed"])
        try world.expect(
            5, "a", ["doctor", "--rebuild"], ru: ["хранилище цело"], en: ["the store is sound"])
        #expect(try row("a").tags == ["after", "sent", "unsent"])
    }

    @Test func `without the relay the rebuild is begun, and the next synchronisation ends it`()
        throws
    {
        try rebuild(
            1, ru: ["журнал будет прочитан при следующем обмене", "реле не отвечает"],
            en: ["the log will be read at the next synchronisation", "the relay does not answer"])
        try world.expect(
            5, "a", ["doctor", "--rebuild"], ru: ["хранилище восстанавливается с реле", "sync"],
            en: ["the store is being rebuilt from the relay", "sync"])
        try world.expect(
            1, "a", ["doctor"], ru: ["! хранилище восстанавливается с реле", "→ sync"],
            en: ["! the store is being rebuilt from the relay", "→ sync"])
        try world.startRelay()
        try world.run("a", ["sync", "--once"])
        let found = try row("a")
        #expect(found.tags == ["sent", "unsent"] && found.notes == 1)
    }

    @Test func `a database that is gone comes back too`() throws {
        try FileManager.default.removeItem(atPath: world.store("kept") + "/replica.sqlite")
        try world.startRelay()
        try world.run("kept", ["doctor", "--rebuild"])
        #expect(try row("kept").tags == ["sent", "unsent"])
    }
}
