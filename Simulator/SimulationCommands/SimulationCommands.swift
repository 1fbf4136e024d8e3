package import ArgumentParser
public import SimulationKit
import Synchronization

/// The simulator's commands for programs of one's own: `run`, `replay`, `scenario`, `explain`,
/// `shrink`, `laws`, `export-log`.
///
///     SimulationCommands.main { [MyProgram()] }
public enum SimulationCommands {
    /// Carries out the command in the process's arguments; never returns where that ends in an
    /// error, which is said on standard error.
    ///
    /// - Parameter applications: the programs that can be simulated, the usual one first; at least
    ///   one. Called whenever a command needs them.
    public static func main(_ applications: @escaping @Sendable () -> [any SimulatedApplication]) {
        register(applications)
        Simulate.main()
    }

    /// For a program that has further commands beside `all`.
    package static func register(
        _ applications: @escaping @Sendable () -> [any SimulatedApplication]
    ) {
        registered.withLock { $0 = applications }
        #if PLANTED_BUGS
            PlantedCommand.plant()
        #endif
    }

    package static var all: [any ParsableCommand.Type] {
        var commands: [any ParsableCommand.Type] = [
            RunCommand.self, ReplayCommand.self, ScenarioCommand.self, ExplainCommand.self,
            ShrinkCommand.self, DeterminismCommand.self, DigestsCommand.self, LawsCommand.self,
            ExportLogCommand.self,
        ]
        #if PLANTED_BUGS
            commands.append(PlantedCommand.self)
        #endif
        return commands
    }

    static var applications: [any SimulatedApplication] { registered.withLock { $0() } }

    /// Commands are types, which the parser makes: there is no other way to hand them a value.
    private static let registered =
        Mutex<@Sendable () -> [any SimulatedApplication]>({ [] })

    private struct Simulate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: CommandLine.arguments.first.map {
                String($0.split(separator: "/").last ?? "")
            },
            abstract: "Programs in simulated worlds, with faults drawn from seeds.",
            subcommands: all)
    }
}
