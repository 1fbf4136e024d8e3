import Foundation
import Inbox
import SkeinTesting
import Testing

@testable import InboxREPL

/// docs/json.md is what programs are written by: it names every key, and none that is not there.
struct JSONKeysTests {
    /// The names in the first cells of the table under `| list | |` and the like.
    private func described(_ command: String) throws -> [String] {
        let text = try String(
            contentsOf: Fixtures.packageRoot.appending(path: "docs/json.md"), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        let start = try #require(lines.firstIndex(of: "| `\(command)` | |"))
        let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
        return rows.flatMap { row in names(in: String(row.split(separator: "|")[0])) }.sorted()
    }

    private func names(in text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    @Test func listHasTheKeysOfItsTable() throws {
        #expect(RowShape<ChatRow>.chats.fields.map(\.key).sorted() == (try described("list")))
    }

    @Test func outboxHasTheKeysOfItsTable() throws {
        #expect(RowShape<OutboxRow>.outbox.fields.map(\.key).sorted() == (try described("outbox")))
    }

    @Test func whatSortsTheDayHasTheKeysOfItsTables() throws {
        #expect(RowShape<StatsRow>.stats.keys.sorted() == (try described("stats")))
        #expect(RowShape<RuleRow>.rules.keys.sorted() == (try described("rules")))
        #expect(RowShape<RuleFinding>.findings.keys.sorted() == (try described("rules check")))
        #expect(RowShape<DefinitionRow>.definitions.keys.sorted() == (try described("view list")))
        #expect(RowShape<PlannedEdit>.planned.keys.sorted() == (try described("--dry-run")))
    }

    @Test func logHasTheKeysOfItsTable() throws {
        #expect(RowShape<ActionRow>.actions.fields.map(\.key).sorted() == (try described("log")))
    }

    @Test func conflictsHaveTheKeysOfTheirTable() throws {
        let keys = RowShape<ConflictRow>.conflicts.fields.map(\.key).sorted()
        #expect(keys == (try described("conflicts")))
    }

    @Test func whatTheDoctorSaysHasTheKeysOfItsTables() throws {
        let findings = RowShape<Diagnosis.Finding>.findings.fields.map(\.key).sorted()
        #expect(findings == (try described("doctor")))
        let rebuilt = RowShape<RebuildFacts>.rebuild.fields.map(\.key).sorted()
        #expect(rebuilt == (try described("doctor --rebuild")))
    }

    @Test func machinesReadEnglishWhateverTheInterfaceSpeaks() async throws {
        let bench = try await Bench(.ru).withChats()
        await bench.run("list buyer:Рустам")
        await bench.run("take %1")
        await bench.run("reply . Привет")
        try await bench.session.arrange { shop in
            try shop.synchronise()
            let chat = try shop.desk(shop.anna).list("buyer:Рустам").rows[0].entity
            _ = try shop.desk(shop.petr).setStatus(chat, .closed)
            _ = try shop.desk(shop.anna).setStatus(chat, .question)
            try shop.synchronise()
        }
        let conflict = try #require(try await bench.json("conflicts --json").first)
        let values = conflict["values"] as? [[String: Any]] ?? []
        #expect(Set(values.compactMap { $0["value"] as? String }) == ["closed", "question"])
        for value in values {
            #expect(value.keys.sorted() == ["author", "shown", "time", "value"])
        }
        let actions = try await bench.json("log --json").compactMap { $0["action"] as? String }
        #expect(Set(actions).isSuperset(of: ["status", "assignee", "message", "reply"]))
        #expect(try await bench.json("outbox --json").first?["state"] as? String == "held")
        let doctor = await bench.run("doctor --json").data
        #expect(!doctor.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }, "\(doctor)")
    }

    @Test func whatIsAbsentIsNullAndNeverEmpty() {
        #expect(JSON.optional("") == .null)
        #expect(JSON.optional(nil) == .null)
        #expect(JSON.optional(" ") == .text(" "))
    }
}
