import Foundation
import InboxREPL
import SkeinTesting
import Testing

/// Every string that is known to break programs, and every control and format character, through
/// every view: none comes out raw.
struct NaughtyTests {
    /// The published list, where it is at hand; the tests pass without it.
    private static let published: [String] = {
        guard let folder = Fixtures.vectors("naughty-strings"),
            let data = try? Data(contentsOf: folder.appending(path: "blns.json"))
        else { return [] }
        return (try? JSONSerialization.jsonObject(with: data) as? [String]) ?? []
    }()

    /// All scalars that must not reach a terminal as they are, twenty a string.
    private static let characters: [String] = {
        let scalars = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: scalar.properties.isDefaultIgnorableCodePoint
            }
        }
        // Of the thousands of unassigned ones the first of each block is enough.
        let telling = scalars.filter { $0.value < 0xE0000 || $0.value % 256 < 2 }
        return stride(from: 0, to: telling.count, by: 20).map { start in
            telling[start..<min(start + 20, telling.count)].map { "x\($0)" }.joined()
        }
    }()

    private static let views = [
        "list -N 900", "list --json -N 900", "list --jsonl -N 900", "list --csv -N 900",
        "list --tsv -N 900", "list --plain -N 900", "list --template '{buyer} {last}' -N 900",
    ]
    private static let chatViews = [
        "peek %1", "show %1 --all", "log %1", "show %1 --json", "log %1 --csv", "outbox",
        "outbox --json", "conflicts", "help", "undo",
    ]

    /// The first piece that a terminal would not show as it is; lines and tabs part pieces.
    private func raw(_ text: String, isJSON: Bool = false) -> String? {
        // JSON keeps every text as it is and escapes what cannot be seen.
        if isJSON {
            let found = text.unicodeScalars.first { $0 != "\n" && !Printable.isHarmless($0) }
            return found.map { "U+" + String($0.value, radix: 16) }
        }
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\t" }) {
            if Printable.neutralise(String(line)) != line { return String(line) }
        }
        return nil
    }

    @Test func `no list shows anything raw`() async throws {
        let bench = try Bench(isTerminal: true, width: 120)
        let strings = Self.published + Self.characters
        #expect(strings.count > 20)
        try await bench.session.arrange { shop in
            for (number, text) in strings.enumerated() where !text.isEmpty {
                try shop.buyer(text, writes: text, chat: "c\(number)")
            }
        }
        for line in Self.views {
            let result = await bench.run(line)
            #expect(result.exit == .done && result.data.count > 1000, "\(line)")
            #expect(raw(result.data, isJSON: line.contains("--json")) == nil, "\(line)")
        }
        let menu = await bench.shell.complete("show ", cursor: 5)
        #expect(menu.candidates.allSatisfy { raw($0.description) == nil })
    }

    @Test func `no view of a chat shows anything raw`() async throws {
        let bench = try Bench(isTerminal: true, width: 120)
        for text in Self.characters + Self.published.suffix(40) where !text.isEmpty {
            try await bench.session.arrange { try $0.buyer(text, writes: text, chat: "one") }
            await bench.run("list")
            await bench.run("note %1 x \(text)")
        }
        await bench.run("reply %1 \(Self.characters.joined().prefix(200))")
        for line in Self.chatViews {
            let result = await bench.run(line)
            let isJSON = line.contains("--json")
            #expect(raw(result.data, isJSON: isJSON) == nil, "\(line)")
            #expect(raw(result.messages) == nil, "\(line)")
        }
    }

    @Test func `no complaint shows anything raw`() async throws {
        let bench = try await Bench().withChats()
        for text in Self.characters + Self.published where !text.isEmpty {
            for line in ["\(text)", "list buyer:\(text)", "show \(text)", "tag . +\(text)"] {
                let result = await bench.run(line)
                #expect(raw(result.messages) == nil, "\(line)")
            }
        }
    }
}
