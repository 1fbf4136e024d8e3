import ArgumentParser
import SimulationKit
import SkeinCRDT
import SkeinClock

/// Tries the laws of merging on random pasts.
struct LawsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "laws",
        abstract: "Try the laws of merging on random pasts, without a log server or a database.",
        discussion: """
            Each seed is one case of each law for each kind of field. Exit code 1 if a law does \
            not hold.
            """)

    @Option(help: "How many seeds.")
    var seeds: UInt64 = 100_000

    @Option(help: "The first seed.")
    var first: UInt64 = 1

    @Option(help: "Random steps of the clock.")
    var clockSteps = 1_000_000

    func validate() throws {
        guard seeds <= 1_000_000_000, first <= 1_000_000_000_000, clockSteps >= 0 else {
            throw ValidationError("--seeds, --first and --clock-steps are smaller numbers")
        }
    }

    func run() throws {
        let clock = SystemClock()
        let start = clock.now().monotonic
        var tally = Laws.run(seeds: first..<first + seeds)
        let milliseconds = max(1, (clock.now().monotonic - start).wholeMilliseconds)
        tally.add(Laws.allOrders(seed: first))
        tally.add(Laws.clock(steps: clockSteps, seed: first))
        print("\(seeds) seeds, \(seeds * 1_000 / UInt64(milliseconds)) a second")
        for (law, count) in tally.cases.sorted(by: { $0.key < $1.key }) {
            print("  \(law) \(count)")
        }
        print("\(tally.cases.values.reduce(0, +)) cases, \(tally.failureCount) failing")
        for failure in tally.failures { print("  \(failure)") }
        if tally.failureCount > 0 { throw ExitCode(1) }
    }
}
