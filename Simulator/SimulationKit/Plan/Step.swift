/// One thing that a plan or a scenario makes happen, as words: it can be drawn, written by hand, read
/// back, left out.
package struct Step: Hashable, Sendable {
    /// Milliseconds since the run began.
    package var at: Int64
    /// A device, `relay`, a service of the application, `world`, or `expect`.
    package var subject: String
    package var words: [String]

    package init(at: Int64, _ subject: String, _ words: [String]) {
        self.at = at
        self.subject = subject
        self.words = words
    }

    package init(at: Int64, _ subject: String, _ words: String...) {
        self.init(at: at, subject, words)
    }

    /// One line of a file: the time in milliseconds, then the words, quoted where they have blanks.
    package var line: String {
        ([String(at), subject] + words).map(Self.quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        guard word.isEmpty || word.contains(where: { " \"#\\\n\t".contains($0) }) else {
            return word
        }
        let escaped = word.map { character in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            default: String(character)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
