import ArgumentParser
import SimulationKit

/// Tells one run in sentences.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell one run as a story, in English or Russian.",
        discussion: """
            Who did what, what was cut, lost or broken, what was merged and why one value won. \
            Times are the world's own. Exit code 1 if a rule of the product was broken.
            """)

    @OptionGroup var choice: RunChoice

    @Option(help: "en or ru.", transform: Self.language)
    var language = Storyteller.Language.english

    func run() throws {
        var run = try choice.run().run
        run.keepsStates = true
        let outcome = run.execute()
        Storyteller.tell(outcome, in: language).forEach { print($0) }
        if !outcome.isGood { throw ExitCode(1) }
    }

    private static func language(_ word: String) throws -> Storyteller.Language {
        guard let language = Storyteller.Language(rawValue: word) else {
            throw ValidationError("a language is en or ru, not '\(word)'")
        }
        return language
    }
}
