import ArgumentParser

/// Stands in for the world around Skein, for tests and for trying it out.
@main
struct SkeinSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skein-sim", abstract: "The world around Skein, without the world.",
        subcommands: [
            RunCommand.self, ReplayCommand.self, ScenarioCommand.self, ExplainCommand.self,
            ShrinkCommand.self,
            LawsCommand.self, ExportLogCommand.self,
            SourcesCommand.self, BenchCommand.self,
            RecordCommand.self,
        ])
}
