import Foundation
import SkeinTesting
import Testing

/// The manual pages of the relay and of the simulator are written from what the programs say of
/// themselves. `SKEIN_WRITE_SNAPSHOTS=1` writes them anew.
@Suite struct ProgramManualTests {
    /// What `--experimental-dump-help` prints, as far as a page needs it.
    private struct Dump: Decodable {
        var command: Command
    }

    private struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var discussion: String?
        var arguments: [Argument]?
        var subcommands: [Command]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String

            var typed: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        var kind: String
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var defaultValue: String?

        var tag: String {
            let value = valueName ?? ""
            switch kind {
            case "positional": return "<\(value)>"
            case "flag": return (names ?? []).map(\.typed).joined(separator: ", ")
            default: return (names ?? []).map(\.typed).joined(separator: ", ") + " <\(value)>"
            }
        }
    }

    private func dump(_ program: String) throws -> Command {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = Programs.url(program)
        process.arguments = ["--experimental-dump-help"]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Dump.self, from: data).command
    }

    private func page(_ command: Command) -> String {
        let name = command.commandName
        var lines = [
            ".TH \(roff(name.uppercased())) 1 \"\" \"skein\" \"\(roff(command.abstract ?? ""))\"",
            ".SH NAME", "\(roff(name)) \\- \(roff(command.abstract ?? ""))",
            ".SH SYNOPSIS", ".B \(roff(name))", "\\fICOMMAND\\fR [\\fIOPTION\\fR ...]",
            ".SH COMMANDS",
        ]
        lines += (command.subcommands ?? []).flatMap { describe($0, []) }
        lines += [".SH SEE ALSO", "skein(1)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func describe(_ command: Command, _ path: [String]) -> [String] {
        if command.commandName == "help" { return [] }
        let path = path + [command.commandName]
        var lines = [".SS \(roff(path.joined(separator: " ")))", roff(command.abstract ?? "")]
        if let discussion = command.discussion, !discussion.isEmpty {
            lines += [".PP", roff(discussion)]
        }
        for argument in command.arguments ?? [] where argument.names?.first?.name != "help" {
            var text = argument.abstract ?? ""
            if let value = argument.defaultValue { text += " (default: \(value))" }
            lines += [".TP", "\\fB\(roff(argument.tag))\\fR", roff(text)]
        }
        return lines + (command.subcommands ?? []).flatMap { describe($0, path) }
    }

    private func roff(_ text: String) -> String {
        let line = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("\n", with: " ")
        return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }

    @Test(arguments: ["skein-relay", "skein-sim"])
    func `a page names every command and every option of its program`(program: String) throws {
        let text = page(try dump(program))
        let file = Fixtures.packageRoot.appending(path: "docs/man/\(program).1")
        if ProcessInfo.processInfo.environment["SKEIN_WRITE_SNAPSHOTS"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(program).1 is old")
        #expect(text.contains(program == "skein-sim" ? "\\-\\-profile" : "serve"))
    }
}
