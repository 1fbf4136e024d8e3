import ArgumentParser

/// Benchmarks that can be laid beside those of other libraries.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Run a published workload and print what it took.",
        subcommands: [TriageBench.self, TriagePhaseCommand.self])
}
