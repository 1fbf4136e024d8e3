package import Foundation
package import SkeinCRDT

/// What does not change while a shell runs.
package struct ShellSettings: Sendable {
    package var language: Language
    package var zone: TimeZone
    package var now: @Sendable () -> Instant
    /// The folder of the store, for words only.
    package var store: String
    /// Asks the operator; nil where nobody is there to answer.
    package var ask: (@Sendable (String) async -> String?)?
    /// Asks for something that is not to be seen; nil where nobody is there to answer.
    package var askSecret: (@Sendable (String) async -> String?)?
    /// Every line of standard input, for `-` as a target; nil where it holds commands.
    package var readInput: (@Sendable () async -> [String])?
    /// Rebuilds the damaged store; nil where that cannot be done.
    package var rebuild: (@Sendable () async throws -> RebuildFacts)?
    /// Machine output for every command: the value of a `--json` before the first word.
    package var json: JSONWish?

    package init(
        language: Language, zone: TimeZone, store: String,
        now: @escaping @Sendable () -> Instant
    ) {
        self.language = language
        self.zone = zone
        self.store = store
        self.now = now
    }
}

/// Which form of JSON is wanted, and which fields.
package struct JSONWish: Hashable, Sendable {
    /// Nil: all fields.
    package var fields: [String]?
    package var isLines: Bool
    /// `--json=?`: the fields themselves are asked for.
    package var asksForFields: Bool

    package init(fields text: String?, isLines: Bool) {
        self.asksForFields = text == "?"
        self.fields = text.map { $0.split(separator: ",").map(String.init) }
        self.isLines = isLines
    }
}
