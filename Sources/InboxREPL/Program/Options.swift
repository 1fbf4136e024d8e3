/// What the program was asked to do, from its arguments.
package struct Options: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// A dialogue where standard input is a terminal, else a script from it.
        case dialogue
        /// `-c` and `-f`, in the order given.
        case scripts([ScriptOrigin])
        /// One command as the shell split it.
        case command([String])
    }

    package enum ColourWish: String, Hashable, Sendable { case auto, always, never }

    package var mode = Mode.dialogue
    package var store: String?
    package var language: Language?
    package var keepsGoing = false
    /// Scripts say each line before they run it.
    package var echoes = false
    package var skipsInit = false
    package var colour = ColourWish.auto
    package var output: OutputWish?

    package init() {}

    /// - Throws: `Complaint`, exit code 2.
    package static func parse(
        _ arguments: [String], _ table: CommandTable
    ) throws(Complaint) -> Options {
        var reader = OptionReader(arguments)
        var options = Options()
        var scripts: [ScriptOrigin] = []
        while let option = reader.nextOption() {
            switch option {
            case "-c", "--command": scripts.append(.text(try reader.value(of: option)))
            case "-f", "--file": scripts.append(.file(try reader.value(of: option)))
            case "-X", "--no-init": options.skipsInit = true
            case "--keep-going": options.keepsGoing = true
            case "--echo": options.echoes = true
            case "--help": options.mode = .command(["help"])
            case "--version": options.mode = .command(["version"])
            default: try options.take(option, &reader)
            }
        }
        let command = try options.takeShared(from: reader.rest, table)
        if !scripts.isEmpty {
            guard command.isEmpty else {
                throw Complaint(
                    .optionsClash, ["-c", .text(command[0])], exit: .usage, remedy: .seeUsage)
            }
            options.mode = .scripts(scripts)
        } else if !command.isEmpty {
            options.mode = .command(command)
        }
        return options
    }

    /// Options that may also stand after a command.
    private mutating func take(
        _ option: String, _ reader: inout OptionReader
    ) throws(Complaint) {
        switch option {
        case "--store":
            store = try reader.value(of: option)
        case "--lang":
            let name = try reader.value(of: option)
            guard let named = Language(rawValue: name) else {
                throw Complaint(.badLanguage, [.text(name)], exit: .usage)
            }
            language = named
        case "--color", "--colour":
            let name = try reader.value(of: option)
            guard let wish = ColourWish(rawValue: name) else {
                throw Complaint(.badColour, [.text(name)], exit: .usage)
            }
            colour = wish
        default:
            let name = String(option.dropFirst(2))
            let value = name == "template" ? try reader.value(of: option) : reader.attachedValue()
            if option.hasPrefix("--"), let wish = OutputWish(flag: name, value: value) {
                output = wish
                return
            }
            throw Complaint(.unknownOption, [.text(option)], exit: .usage, remedy: .seeUsage)
        }
    }

    /// `skein list --store DIR` means the same as `skein --store DIR list`, except where the
    /// command takes the rest of the line as text.
    private mutating func takeShared(
        from rest: [String], _ table: CommandTable
    ) throws(Complaint) -> [String] {
        guard let verb = rest.first, table.command(named: verb)?.style != .text else { return rest }
        var kept = [verb]
        var reader = OptionReader(Array(rest.dropFirst()))
        while let word = reader.nextWord() {
            let name = String(word.prefix { $0 != "=" })
            if ["--store", "--lang", "--color", "--colour"].contains(name) {
                reader.stepBack()
                guard let option = reader.nextOption() else { break }
                try take(option, &reader)
            } else {
                kept.append(word)
            }
            if word == "--" {
                kept += reader.rest
                break
            }
        }
        return kept
    }
}

/// Where a script comes from.
package enum ScriptOrigin: Hashable, Sendable {
    case text(String)
    case file(String)
}
