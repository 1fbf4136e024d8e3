import ArgumentParser
import InboxSimulation
import SharedTodo
import SimulationCommands

/// Stands in for the world around Skein, for tests and for trying it out.
@main
struct SkeinSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skein-sim", abstract: "The world around Skein, without the world.",
        subcommands: SimulationCommands.all
            + [SourcesCommand.self, BenchCommand.self, RecordCommand.self])

    static func main() async {
        SimulationCommands.register { [InboxProgram(), SharedTodo()] }
        await main(nil)
    }
}
