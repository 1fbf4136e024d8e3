import Foundation
import SkeinTesting
import SkeinTransport
import SourceEmulator
import Testing

/// What other programs' tests rely on: names of the ledger's members, one entry for each message.
@Suite struct LedgerTests {
    @Test func theMembersOfAnEntryAreThoseOfItsDescription() async throws {
        let text = try String(
            contentsOf: Fixtures.packageRoot.appending(path: "docs/emulator.md"), encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "## ").first { $0.hasPrefix("Ledger") })
        let described = section.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("| `") else { return nil }
            return line.dropFirst(3).split(separator: "`").first.map(String.init)
        }
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            try await world.control("wb/site-message", ["buyer": "О", "text": "a"])
            let entry = try #require(try await world.ledger().first)
            guard case .object(let members) = entry else { return #expect(Bool(false)) }
            #expect(members.keys.sorted() == described.sorted())
            #expect(entry["text"] == "a")
            #expect(entry["at"] == .number(EmulatorWorld.start.milliseconds))
            #expect(entry["files"] == [])
        }
    }

    @Test func bothPlatformsMessagesStandInItOnceEach() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/buyer-message", ["buyer": "О", "text": "?"])
            try await world.control("wb/site-message", ["buyer": "О", "text": "первое"])
            try await world.control(
                "tg/buyer-message", ["chat": 55, "buyer": "О", "text": "?", "business": "bc-1"])
            try await world.control(
                "tg/site-message", ["chat": 55, "buyer": "О", "text": "второе", "business": "bc-1"])
            _ = try await world.updates()
            let ledger = try await world.ledger()
            #expect(ledger.map { $0["text"] } == ["первое", "второе"])
            #expect(ledger.map { $0["platform"] } == ["wb", "tg"])
            #expect(ledger.map { $0["via"] } == ["site", "site"])
        }
    }
}
