/// One thing that a plan or a scenario makes happen, as words: it can be drawn, written by hand,
/// read back, left out.
package struct Step: Hashable, Sendable {
    /// Milliseconds since the run began; `end` for what is looked at after the calm.
    package var at: Int64
    /// A device, `relay`, a service of the application, `world`, or `expect`.
    package var subject: String
    package var words: [String]

    package static let end = Int64.max
    static let endWord = "end"

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
        let time = at == Self.end ? Self.endWord : String(at)
        return ([time, subject] + words).map(StepWords.written).joined(separator: " ")
    }
}
