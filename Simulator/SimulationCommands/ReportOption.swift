import ArgumentParser
import Foundation
import SimulationKit

/// `--report FILE.html`, for every command that runs a world.
struct ReportOption: ParsableArguments {
    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "Write the run as one page: diagram, events, what each replica showed.",
            valueName: "file.html"))
    var path: String?

    /// Does the run once more, looking into its replicas on the way, and writes its page; nothing
    /// where no report is wanted.
    ///
    /// - Parameter digest: of the same run without a report; a run that does something else is said
    ///   to.
    func write(_ run: Run, digest: String) throws {
        guard let path else { return }
        var run = run
        run.keepsStates = true
        // It has looked already, at the run that counts.
        run.inspect = nil
        let outcome = run.execute()
        try Data(Report(outcome, of: run.application).html().utf8).write(to: URL(filePath: path))
        var text = "report of seed \(run.configuration.seed): \(path)\n"
        if outcome.digest != digest {
            text += "the run for the report went otherwise than the run before: report this\n"
        }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
