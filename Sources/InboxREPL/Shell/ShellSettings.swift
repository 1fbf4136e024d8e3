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
    /// One line of a text for a buyer, telling what has been typed of it; nil where nobody types.
    package var compose:
        (
            @Sendable (_ prompt: String, _ changed: @escaping @Sendable (String) -> Void) async ->
                LineInput
        )?
    /// Asks for something that is not to be seen; nil where nobody is there to answer.
    package var askSecret: (@Sendable (String) async -> String?)?
    /// Every line of standard input, for `-` as a target; nil where it holds commands.
    package var readInput: (@Sendable () async -> [String])?
    /// Rebuilds the damaged store; nil where that cannot be done.
    package var rebuild: (@Sendable () async throws -> RebuildFacts)?
    /// Machine output for every command: a `--json` before the first word.
    package var output: OutputWish?
    /// Shows a long text screen by screen; nil where nobody looks, or in a script.
    package var page: (@Sendable (_ text: String, _ startsAtEnd: Bool) async -> Void)?
    /// For ears instead of eyes: "label: value" lines instead of tables.
    package var speaks = false
    /// Rows of the terminal now.
    package var height: @Sendable () -> Int = { 24 }

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
