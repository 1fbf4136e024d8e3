import ArgumentParser
import Foundation
import SkeinWire
import TriageWorkload

/// The triage workload: eight replicas record, a ninth merges.
struct TriageBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "100,000 operations on 10,000 chats by 8 replicas, merged into a ninth.",
        discussion: """
            Signed, encrypted and synced to the disk at each transaction. Compare ratios with \
            another library's figures of the same minutes, never with another day's. What each \
            figure means: docs/bench.md.
            """)

    @Flag(help: "One JSON object on one line of standard output.")
    var json = false

    @Option(help: "How often everything is run; the figures are the medians.")
    var rounds = 1

    /// For tests: the figures of a smaller workload can be compared with nothing.
    @Option(help: .hidden)
    var operations = TriagePhaseRun.standardOperations

    func validate() throws {
        guard (1...100).contains(rounds) else {
            throw ValidationError("--rounds is a number from 1 to 100")
        }
        guard (80...TriagePhaseRun.standardOperations).contains(operations) else {
            throw ValidationError("--operations is a number from 80 to 100000")
        }
    }

    func run() throws {
        BenchInterruption.listen()
        let measured: [BenchFigures]
        do {
            measured = try TriageRounds(rounds: rounds, operations: operations).measure()
        } catch BenchError.interrupted {
            throw ExitCode(130)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = json ? [.sortedKeys] : [.sortedKeys, .prettyPrinted]
        let figures = TriageRounds.joined(measured)
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
        // Each round for itself: a median would hide one that went wrong.
        let expectation = TriageExpectation(operations: operations)
        for round in measured { try expectation.check(round) }
    }
}
