import Foundation
import InboxREPL
import SkeinTesting
import Testing

struct PrintableTests {
    /// What a terminal could act upon, or a person could not see.
    private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x200B, 0x200C, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0x00AD, 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x180E:
            true
        default: false
        }
    }

    @Test(arguments: Array(0x00...0x1F) + Array(0x7F...0x9F))
    func noControlCharacterPasses(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        let shown = Printable.neutralise("a\(Character(scalar))b")
        #expect(!shown.unicodeScalars.contains(where: isDangerous))
        #expect(shown.hasPrefix("a") && shown.hasSuffix("b") && shown.count > 2)
    }

    @Test(arguments: [
        0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
        0x2069, 0x200B, 0x200C, 0x2060, 0x2061, 0x2064, 0xFEFF, 0x00AD, 0x034F, 0x115F, 0x1160,
        0x3164, 0xFFA0, 0xFFF9, 0xFFFB, 0x2028, 0x2029, 0x180E, 0xE0001,
    ])
    func noInvisibleOrTurningCharacterPasses(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        let shown = Printable.neutralise("a\(Character(scalar))b")
        #expect(!shown.unicodeScalars.contains(scalar))
        #expect(shown.count > 2, "it is visible")
    }

    /// Behind a letter an invisible character is part of one user-perceived character.
    @Test(arguments: [0x200D, 0x200C, 0xE0061, 0x1B, 0x202E])
    func beingPartOfACharacterHidesNothing(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        var text = "я"
        text.unicodeScalars.append(scalar)
        text += "б"
        #expect(!Printable.neutralise(text).unicodeScalars.contains(scalar))
    }

    @Test(arguments: [
        "\u{1B}[31mred", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;aGk=\u{07}", "\u{9B}31m",
        "\u{1B}]8;;http://x\u{1B}\\link", "\u{1B}[?1000h", "\u{1B}[6n", "\u{1B}[2J\u{1B}[H",
    ])
    func noTerminalSequencePasses(text: String) {
        #expect(!Printable.neutralise(text).unicodeScalars.contains(where: isDangerous))
    }

    @Test(arguments: [
        "Привет, ёлка!", "田中", "é", "e\u{301}", "❤️", "👨‍👩‍👧", "🇷🇺", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "عربى", "й",
    ])
    func whatPeopleWritePassesUnchanged(text: String) {
        #expect(Printable.neutralise(text) == text)
        #expect(Array(Printable.neutralise(text).utf8) == Array(text.utf8))
    }

    @Test func lineBreaksAreSignsInALineAndStayInABlock() {
        #expect(Printable.neutralise("a\nb\r\nc\u{2028}d") == "a⏎b⏎c⏎d")
        #expect(Printable.neutralise("a\nb\r\nc\u{2028}d", .block) == "a\nb\nc\nd")
        #expect(Printable.neutralise("a\u{85}b\u{2029}c") == "a⏎b⏎c")
        #expect(Printable.neutralise("a\tb") == "a⇥b")
        #expect(Printable.neutralise("a\rb", .block) == "a\nb")
    }

    @Test func aJoinerIsKeptInPicturesOnly() {
        #expect(Printable.neutralise("1\u{200D}2") == "1⟨U+200D⟩2")
        #expect(Printable.neutralise("👨\u{200D}👩") == "👨\u{200D}👩")
    }

    @Test func aTowerOfMarksIsCut() {
        let tower = "a" + String(repeating: "\u{301}", count: 100)
        let shown = Printable.neutralise(tower)
        #expect(shown.unicodeScalars.count < 20)
        #expect(shown.hasSuffix("⟨+92⟩"))
    }

    @Test func theNaughtyStringsLeaveNothingDangerous() throws {
        guard let folder = Fixtures.vectors("naughty-strings") else { return }
        let data = try Data(contentsOf: folder.appending(path: "blns.json"))
        let strings = try JSONDecoder().decode([String].self, from: data)
        #expect(strings.count > 400)
        for text in strings {
            let caret = Caret.lines(text, column: 3, length: 2)
                .replacingOccurrences(of: "\n", with: "")
            for shown in [Printable.neutralise(text), JSON.text(text).line, caret] {
                let found = shown.unicodeScalars.first(where: isDangerous)
                #expect(found == nil, "\(text.debugDescription)")
            }
        }
    }

    @Test func jsonEscapesInsteadOfRemoving() throws {
        let text = "a\u{1B}[31m\u{202E}\u{200B}\u{85}\"\\\n\t\u{E0001}я🙂"
        let line = JSON.text(text).line
        #expect(!line.unicodeScalars.contains(where: isDangerous))
        let decoded = try JSONDecoder().decode([String].self, from: Data("[\(line)]".utf8))
        #expect(Array(decoded[0].unicodeScalars) == Array(text.unicodeScalars))
    }
}
