import ArgumentParser
import SimulationKit

/// Repeats one run.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Repeat one run: a failure file, a scenario, or a seed.",
        discussion: """
            The same build does the same to the byte: compare the digest. Exit code 1 if a rule of \
            the product was broken, 64 if the file makes no sense.
            """)

    @OptionGroup var choice: RunChoice

    @Flag(help: "Print every event.")
    var trace = false

    @Flag(help: "Print also every change on a disk, and a hash of every message.")
    var bytes = false

    @OptionGroup var report: ReportOption

    func run() throws {
        var run = try choice.run().run
        run.keepsTrace = trace
        run.keepsBytes = bytes
        let outcome = run.execute()
        if trace || bytes { outcome.events.forEach { print($0.line) } }
        try report.write(run, digest: outcome.digest)
        print("digest \(outcome.digest)")
        guard let complaint = outcome.complaint else {
            print("seed \(outcome.configuration.seed) is good")
            return
        }
        RunInput.say("seed \(outcome.configuration.seed) fails: \(complaint)")
        throw outcome.violations.isEmpty ? ExitCode.validationFailure : ExitCode(1)
    }
}
