import Foundation

/// The lines of all dialogues, in a file that only its owner can read.
///
/// What is never kept: lines that begin with a blank, texts of replies and notes, words that look
/// like tokens.
package struct History: Sendable {
    /// Only so many of the newest lines are offered again.
    static let linesMax = 1000
    /// A word of this length with digits and letters is taken for a secret.
    static let secretLengthMin = 24

    private let path: String
    private let table: CommandTable

    package init(path: String, table: CommandTable) {
        self.path = path
        self.table = table
    }

    /// The newest lines, oldest first; none where there is no file yet.
    package func load() -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").suffix(Self.linesMax).map(String.init)
    }

    /// Adds a line, as far as it may be kept.
    ///
    /// - Throws: `Complaint` where the file cannot be written.
    package func append(_ line: String) throws {
        guard let kept = Self.kept(of: line, table) else { return }
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try PrivateFile.append(kept + "\n", to: path)
    }

    /// The part of a line that may be kept: without the texts meant for people.
    package static func kept(of line: String, _ table: CommandTable) -> String? {
        guard let first = line.first, !first.isWhitespace else { return nil }
        guard !line.contains(where: \.isNewline),
            let commands = try? Lexer.commands(
                in: line, takesText: { table.command(named: $0)?.style == .text })
        else { return nil }
        var pieces: [String] = []
        for command in commands {
            guard command.verbatim == nil else {
                pieces.append(command.verb.raw)
                continue
            }
            let words = [command.verb] + command.words
            if words.contains(where: { looksSecret($0.text) }) { return nil }
            pieces.append(words.map(\.raw).joined(separator: " "))
        }
        let kept = pieces.joined(separator: "; ")
        return kept.isEmpty ? nil : kept
    }

    /// Long, without blanks or path separators, of letters and digits mixed; a chat's id is shown
    /// shorter, and its whole 26 letters are lower case without `i l o u`.
    private static func looksSecret(_ word: String) -> Bool {
        guard word.count >= secretLengthMin, !TargetSyntax.isID(word), !word.contains("/"),
            !word.contains(" ")
        else { return false }
        return word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
            && word.allSatisfy { $0.isASCII }
    }
}
