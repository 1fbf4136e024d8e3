import Foundation
import InboxREPL
import SkeinTesting
import Testing

/// Whole conversations, written out.
struct ExportTests {
    private func bench() async throws -> Bench {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        await bench.run("note %1 Рустам звонил *дважды*")
        return bench
    }

    @Test func `every chat is a line with all that was said`() async throws {
        let result = try await bench().run("export sort:created")
        let lines = result.data.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("\"buyer\":\"Рустам\"") && lines[0].contains("Крышка разбилась"))
        #expect(lines[0].contains("звонил"))
    }

    @Test func `messages are rows of a table, and marks of Markdown are text`() async throws {
        let bench = try await bench()
        let csv = await bench.run("export buyer:Рустам --format csv").data
        #expect(csv.hasPrefix("chat,source,buyer,order,status,sent,from,text\n"))
        #expect(
            csv.hasSuffix(
                "wb-main,Рустам,,new,2026-03-04T09:00:00.000+03:00,buyer,Крышка разбилась\n"))
        let markdown = await bench.run("export buyer:Рустам --format md").data
        #expect(markdown.contains("## Рустам (") && markdown.contains("\\*дважды\\*"))
        #expect(
            await bench.run("export --format xml").messages.contains("possible: jsonl, csv, md"))
    }

    @Test func `a redacted export keeps who spoke when, and no word of it`() async throws {
        let data = try await bench().run("export --redact").data
        for word in ["Рустам", "Крышка", "звонил", "Алёна", "заказ", "Игорь"] {
            #expect(!data.contains(word), "\(word)")
        }
        #expect(data.contains("\"sent\":\"2026-03-04T09:00:00.000+03:00\""))
        // The buyer's name in the note is the one in the heading.
        #expect(data.contains("\"buyer\":\"w1\"") && data.contains("\"text\":\"w1 "))
    }

    @Test func `a file of an export is for its owner alone`() async throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "chats.jsonl").path
        let result = try await bench().run("export -o \(path)")
        #expect(result.exit == .done && result.data == "")
        #expect(permissions(of: path) == 0o600)
        #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 3)
    }
}
