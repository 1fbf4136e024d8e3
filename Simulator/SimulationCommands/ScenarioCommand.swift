import ArgumentParser
import SimulationKit

/// Runs stories that people wrote.
struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Run stories that were written by hand.",
        discussion: """
            A story passes if all that it expects comes true and, after its end, the replicas are \
            equal and every rule of the product holds. Fixtures/scenarios holds some, and says how \
            to write one. Exit code 1 if a story fails, 64 if one makes no sense.
            """)

    @Argument(help: ArgumentHelp("Files of stories.", valueName: "file"))
    var files: [String]

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name at least one file") }
    }

    func run() throws {
        // All are read before the first one is run: a slip in the last one is found at once.
        let stories = try files.map { ($0, try RunInput.read($0)) }
        var failed = 0
        for (path, story) in stories {
            if let complaint = story.run.execute().complaint {
                failed += 1
                print("failed \(path)\n  \(complaint)")
            } else {
                print("passed \(path)")
            }
        }
        print("\(stories.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }
}
