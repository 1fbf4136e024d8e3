import ArgumentParser
import Foundation

/// One phase in a process of its own: the bench starts it, for its peak of memory to be its own.
struct TriagePhaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage-phase", abstract: "One phase of the triage benchmark.",
        discussion: "Prints its figures as one JSON object.", shouldDisplay: false)

    @Argument(help: "The phase.")
    var phase: TriagePhase

    @Argument(help: "The folder that the phases of one round share.")
    var folder: String

    @Argument(help: "Operations in one local transaction.")
    var batch: Int

    @Option(help: "The length of the workload.")
    var operations = TriagePhaseRun.standardOperations

    func validate() throws {
        guard batch > 0, operations > 0 else {
            throw ValidationError("batch and operations are above 0")
        }
    }

    func run() throws {
        let run = TriagePhaseRun(
            folder: URL(filePath: folder), batch: batch, operations: operations)
        let figures = try run.measure(phase)
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }
}

extension TriagePhase: ExpressibleByArgument {}
