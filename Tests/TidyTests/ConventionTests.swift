import Foundation
import SkeinTesting
import Testing

/// The tables of conventions and features name tests that exist.
@Suite struct ConventionTests {
    private struct Row {
        var number: Int
        var shownBy: String
    }

    private static func rows(_ path: String) throws -> [Row] {
        let file = try #require(SourceFile.file(path))
        return String(decoding: file.text, as: UTF8.self).split(separator: "\n").compactMap {
            line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("|"), cells.count == 3, let number = Int(cells[0]) else {
                return nil
            }
            return Row(number: number, shownBy: cells[2])
        }
    }

    /// Names of all functions in the tests, with and without backticks.
    private static let tests: Set<String> = {
        var names: Set<String> = []
        for file in SourceFile.swift where file.path.hasPrefix("Tests/") {
            let text = String(decoding: file.text, as: UTF8.self)
            for piece in text.components(separatedBy: "func ").dropFirst() {
                if piece.hasPrefix("`") {
                    names.insert(String(piece.dropFirst().prefix { $0 != "`" }))
                } else {
                    names.insert(String(piece.prefix { $0.isLetter || $0.isNumber }))
                }
            }
        }
        return names
    }()

    private static func findings(_ rows: [Row], numbers: [Int]) -> [String] {
        var findings: [String] = []
        if rows.map(\.number) != numbers {
            findings.append("the numbers are not all there, in order")
        }
        for row in rows where row.shownBy != "not yet" && row.shownBy != "changed" {
            let name = row.shownBy.trimmingCharacters(in: ["`"])
            if !tests.contains(name) { findings.append("\(row.number): no test \(name)") }
        }
        return findings
    }

    @Test func everyConventionNamesATestThatExists() throws {
        let rows = try Self.rows("docs/repl-conventions.md")
        #expect(Self.findings(rows, numbers: Array(1...100)) == [])
    }

    @Test func everyFeatureNamesATestThatExists() throws {
        let rows = try Self.rows("docs/features.md")
        let numbers = (1...60).filter { ![9, 23, 47].contains($0) }
        #expect(Self.findings(rows, numbers: numbers) == [])
    }

    @Test func aTestThatIsGoneAndAMissingNumberAreSeen() {
        let rows = [
            Row(number: 1, shownBy: "`nobodyWroteThis`"), Row(number: 3, shownBy: "not yet"),
        ]
        #expect(Self.findings(rows, numbers: [1, 2]).count == 2)
    }
}
