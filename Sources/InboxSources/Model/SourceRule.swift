/// One rule of a platform: what it says, where it was read, and of when that was.
package struct SourceRule: Hashable, Sendable {
    package enum Subject: String, CaseIterable, Sendable {
        case text, files, window, start, edit, delete, read, content, rate, key
    }

    package enum Certainty: String, Sendable {
        /// The platform's own words.
        case official
        /// Met by others, or told in the press.
        case reported
        /// Nothing was found.
        case unknown
    }

    package var subject: Subject
    /// One sentence, in English.
    package var text: String
    /// The same sentence for operators who read Russian.
    package var russian: String
    package var certainty: Certainty
    package var origin: String
    /// `YYYY-MM` or `YYYY-MM-DD`.
    package var date: String

    init(
        _ subject: Subject, _ text: String, ru russian: String, _ certainty: Certainty,
        _ origin: String, _ date: String
    ) {
        self.subject = subject
        self.text = text
        self.russian = russian
        self.certainty = certainty
        self.origin = origin
        self.date = date
    }
}
