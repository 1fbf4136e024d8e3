/// All commands, found by any of their names.
package struct CommandTable: Sendable {
    package let commands: [Command]
    private let indexByName: [String: Int]

    package init(_ commands: [Command]) {
        self.commands = commands
        var indexByName: [String: Int] = [:]
        for (index, command) in commands.enumerated() {
            for name in command.allNames {
                precondition(indexByName[name] == nil, "two commands are called \(name)")
                indexByName[name] = index
            }
        }
        self.indexByName = indexByName
    }

    /// The language of the REPL, with what a program adds to it.
    package static func standard(adding more: [Command] = []) -> CommandTable {
        CommandTable(
            LookCommands.all + WorkCommands.all + TriageCommands.all + DefinitionCommands.all
                + RepairCommands.all + SynchroniseCommands.all
                + ProgramCommands.all + more)
    }

    package func command(named name: String) -> Command? {
        indexByName[name.lowercased()].map { commands[$0] }
    }

    /// Every name, in the order of the commands: what a mistyped word is compared with.
    package var allNames: [String] { commands.filter { !$0.isHidden }.flatMap(\.allNames) }
}
