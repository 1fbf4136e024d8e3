#if PLANTED_BUGS
    import ArgumentParser
    import Foundation
    import SimulationKit
    import SkeinCRDT
    import SkeinClock

    /// Lists the bugs that this build can be made to have, and looks for one with generic seeds.
    struct PlantedCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "planted", abstract: "Bugs that this test build can be made to have.",
            subcommands: [PlantedListCommand.self, PlantedFindCommand.self])

        /// The bug that the environment's `SKEIN_PLANTED_BUG` names, for all commands.
        static func plant() {
            guard let name = ProcessInfo.processInfo.environment["SKEIN_PLANTED_BUG"], !name.isEmpty
            else { return }
            guard let bug = PlantedBug(rawValue: name) else {
                preconditionFailure("no bug is called '\(name)'")
            }
            PlantedBug.active = bug
        }
    }

    struct PlantedListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Name, layer, description, and who can find it, a line each.")

        func run() {
            for bug in PlantedBug.allCases {
                let (layer, summary) = bug.story
                let finder = bug.isForStories ? "stories" : "seeds"
                print("\(bug.rawValue)\t\(layer)\t\(summary)\t\(finder)")
            }
        }
    }

    /// Seeds of both applications and of two profiles by turns, until one fails that does not fail
    /// without the bug.
    struct PlantedFindCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find",
            abstract: "Run generic seeds with the bug of SKEIN_PLANTED_BUG until one fails.",
            discussion: "Prints one line of a table; exit code 1 where the bug was not found.")

        @Option(name: .customLong("for"), help: "How long at most.", transform: Span.parse)
        var span = Duration.seconds(600)

        @Option(help: "The first seed.")
        var first: UInt64 = 1

        @Option(help: "How many seeds; with no bug this is the whole run.")
        var seeds: UInt64 = 100_000

        @Option(help: "How many things people do in each seed (drawn: 10 to 60).")
        var commands: Int?

        @Option(help: "A rule whose breaking does not count here, by its name.")
        var besides: [String] = []

        @Option(help: "Where the failing run goes.")
        var failures: String?

        func run() throws {
            let clock = SystemClock()
            let start = clock.now().monotonic
            var runs = 0
            for seed in first..<first + seeds {
                for (profile, application) in Self.worlds(seed) {
                    guard clock.now().monotonic - start < span else {
                        return try end(nil, runs, clock.now().monotonic - start)
                    }
                    runs += 1
                    let run = Run(seed: seed, profile: profile, commands: commands, application)
                    let outcome = run.execute()
                    let checker = outcome.violations.first?.checker ?? ""
                    guard !outcome.isGood, !besides.contains(checker),
                        failsBecauseOfBug(outcome, application)
                    else { continue }
                    if let failures {
                        try Data(RunFile(outcome, application).text.utf8)
                            .write(to: URL(filePath: failures))
                    }
                    return try end(
                        (outcome, application.name), runs, clock.now().monotonic - start)
                }
            }
            try end(nil, runs, clock.now().monotonic - start)
        }

        private static func worlds(
            _ seed: UInt64
        ) -> [(Profile, any SimulatedApplication)] {
            let applications = SimulationCommands.applications.reversed()
            let profiles: [Profile] = seed.isMultiple(of: 2) ? [.lite, .swarm] : [.swarm, .lite]
            return zip(profiles, applications).map { ($0, $1) }
        }

        private func end(
            _ found: (outcome: Outcome, application: String)?, _ runs: Int, _ span: Duration
        ) throws {
            let seconds = "\(span.wholeMilliseconds / 1_000).\(span.wholeMilliseconds / 100 % 10)"
            let bug = PlantedBug.active
            let story = bug.map { "| `\($0.rawValue)` | \($0.story.layer) | \($0.story.summary)" }
            guard let found else {
                print("\(story ?? "| none | | ") | not found in \(runs) runs | | \(seconds) |")
                if bug != nil { throw ExitCode(1) }
                return
            }
            let configuration = found.outcome.configuration
            let seed =
                "\(found.application) \(configuration.profile.rawValue) \(configuration.seed)"
            let checker = found.outcome.violations.first?.checker ?? "error"
            print("\(story ?? "| none | | ") | \(seed) | \(checker) | \(seconds) |")
            RunInput.say(found.outcome.complaint ?? "")
            if bug == nil { throw ExitCode(1) }
        }

        /// The same run in a process of its own, without the bug.
        private func failsBecauseOfBug(
            _ outcome: Outcome, _ application: any SimulatedApplication
        ) -> Bool {
            guard PlantedBug.active != nil else { return true }
            let process = Process()
            process.executableURL = URL(filePath: "/proc/self/exe")
            process.arguments =
                [
                    "replay", "\(outcome.configuration.seed)",
                    "--profile", outcome.configuration.profile.rawValue,
                    "--application", application.name,
                ] + (commands.map { ["--commands", "\($0)"] } ?? [])
            process.environment = ProcessInfo.processInfo.environment
                .filter { $0.key != "SKEIN_PLANTED_BUG" }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            do { try process.run() } catch { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }
#endif
