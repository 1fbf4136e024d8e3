import InboxREPL
import Testing

struct DisplayWidthTests {
    @Test(arguments: [
        ("Анна", 4), ("田中", 4), ("🙂", 2), ("❤️", 2), ("é", 1), ("e\u{301}", 1), ("👨‍👩‍👧", 2),
        ("🇷🇺", 2), ("👍🏽", 2), ("й", 1), ("и\u{306}", 1), ("가", 2), ("ｱ", 1), ("Ａ", 2), ("…", 1),
        ("1️⃣", 2), ("", 0), ("\u{301}", 0), ("⇅", 1), ("№", 1), ("₽", 1), ("—", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ])
    func widthIsCountedByCharacter(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("Привет", 6, "Привет"), ("Привет", 5, "Прив…"), ("田中さん", 5, "田中…"),
        ("田中さん", 4, "田…"), ("a👨‍👩‍👧b", 3, "a…"), ("a👨‍👩‍👧bc", 4, "a👨‍👩‍👧…"), ("abc", 1, "…"), ("abc", 0, ""),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func textIsCutBetweenCharacters(text: String, columns: Int, cut: String) {
        #expect(DisplayWidth.truncate(text, to: columns) == cut)
        #expect(DisplayWidth.of(cut) <= columns)
    }

    @Test func columnsStartInOneLineWhateverTheyHold() {
        let names = ["Анна", "田中", "🙂", "❤️", "é", "e\u{301}", "👨‍👩‍👧", "🇷🇺"]
        let table = Table(
            columns: [Table.Column("имя"), Table.Column("x")],
            rows: names.map { [Table.Cell($0), "|"] })
        for line in table.aligned(width: 40, colour: false).dropFirst() {
            let before = line.prefix { $0 != "|" }
            #expect(DisplayWidth.of(String(before)) == 6)
        }
    }

    @Test func theLeastImportantColumnShrinksFirstAndIDsNever() {
        let table = Table(
            columns: [
                Table.Column("id"), Table.Column("a", importance: 2),
                Table.Column("b", importance: 1),
            ],
            rows: [["7k2f9m4q", "важное слово", "длинное неважное сообщение"]])
        let line = table.aligned(width: 34, colour: false)[1]
        #expect(line == "7k2f9m4q  важное слово  длинное н…")
        #expect(DisplayWidth.of(line) == 34)
        #expect(table.aligned(width: 5, colour: false)[1].hasPrefix("7k2f9m4q"))
    }

    @Test func withoutColoursATableIsTheSame() {
        let table = Table(
            columns: [Table.Column("a"), Table.Column("b")],
            rows: [[Table.Cell("x", .alarm), Table.Cell("yy", .good)]])
        let coloured = table.aligned(width: 20, colour: true).joined(separator: "\n")
        #expect(coloured.contains("\u{1B}[31m"))
        let stripped = coloured.replacing(/\u{1B}\[[0-9]+m/, with: "")
        let plain = table.aligned(width: 20, colour: false).joined(separator: "\n")
        #expect(
            stripped.split(separator: "\n").map { $0.trimmingSuffix { $0 == " " } }
                == plain.split(separator: "\n").map { $0.trimmingSuffix { $0 == " " } })
    }

    @Test func programsGetWholeCellsBetweenTabs() {
        let table = Table(
            columns: [Table.Column("a", importance: 1), Table.Column("b")],
            rows: [[Table.Cell(String(repeating: "я", count: 300), .alarm), "2"]])
        #expect(table.tabSeparated() == [String(repeating: "я", count: 300) + "\t2"])
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, matches(last) { text.removeLast() }
        return text
    }
}
