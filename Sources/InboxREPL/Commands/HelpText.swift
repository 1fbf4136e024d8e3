/// Help, printed from the command table; at most 80 columns.
package enum HelpText {
    static let width = 80

    /// One command: purpose, synopsis, examples, flags.
    package static func of(_ command: Command, _ language: Language) -> String {
        var lines = ["\(command.name) — \(command.purpose[language])", ""]
        lines += command.synopsis.map {
            ("  " + command.name + " " + $0).trimmedEnd
        }
        let others = command.russian + command.short
        if !others.isEmpty {
            lines += [
                "", Catalogue.text(.helpNames, [.text(others.joined(separator: ", "))], language),
            ]
        }
        if !command.examples.isEmpty {
            lines += ["", Catalogue.text(.helpExamples, [], language)]
            lines += command.examples.map { "  " + $0 }
        }
        if let details = command.details { lines += ["", details[language]] }
        lines += ["", Catalogue.text(.helpFlags, [], language)]
        lines += flagLines(command.flags + Command.globalFlags, language)
        return lines.joined(separator: "\n")
    }

    /// All commands under their headings, a line each.
    package static func overview(_ table: CommandTable, _ language: Language) -> String {
        var lines: [String] = []
        for group in Command.Group.allCases {
            let commands = table.commands.filter { $0.group == group && !$0.isHidden }
            if commands.isEmpty { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(Catalogue.text(heading(group), [], language))
            for command in commands {
                let names = ([command.name] + command.russian.prefix(1) + command.short)
                    .joined(separator: ", ")
                lines.append(row(names, command.purpose[language], column: 30))
            }
        }
        lines += ["", Catalogue.text(.helpMore, [], language)]
        return lines.joined(separator: "\n")
    }

    private static func flagLines(_ flags: [Flag], _ language: Language) -> [String] {
        let column = min(28, (flags.map { DisplayWidth.of($0.synopsis) }.max() ?? 0) + 4)
        return flags.map { row($0.synopsis, $0.help[language], column: column) }
    }

    /// `  left   right`; the right side moves to a line of its own where the left is too long.
    private static func row(_ left: String, _ right: String, column: Int) -> String {
        let left = "  " + left
        let blank = String(repeating: " ", count: column)
        let isShort = DisplayWidth.of(left) < column
        let fits = column + DisplayWidth.of(right) <= width
        if isShort, fits { return DisplayWidth.pad(left, to: column) + right }
        return left + "\n" + (fits ? blank : "      ") + right
    }

    static func heading(_ group: Command.Group) -> Message {
        switch group {
        case .look: .helpGroupLook
        case .work: .helpGroupWork
        case .repair: .helpGroupRepair
        case .synchronise: .helpGroupSynchronise
        case .program: .helpGroupProgram
        }
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
