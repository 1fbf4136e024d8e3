import Foundation
import InboxREPL
import SkeinTesting
import Testing

/// `SKEIN_WRITE_SNAPSHOTS=1` writes the snapshots anew.
struct HelpTests {
    private func snapshot(_ name: String, _ text: String) throws {
        let file = Fixtures.packageRoot.appending(
            path: "Tests/InboxREPLTests/Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["SKEIN_WRITE_SNAPSHOTS"] != nil {
            try Data((text + "\n").utf8).write(to: file)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(text + "\n" == kept, "help has changed: \(name)")
    }

    @Test(arguments: Language.allCases)
    func theOverviewIsAsItWas(language: Language) throws {
        try snapshot("help-\(language)", HelpText.overview(.standard(), language))
    }

    @Test(arguments: Language.allCases)
    func theHelpOfEveryCommandIsAsItWas(language: Language) throws {
        let texts = CommandTable.standard().commands.filter { !$0.isHidden }.map {
            HelpText.of($0, language)
        }
        try snapshot("commands-\(language)", texts.joined(separator: "\n\n---\n\n"))
    }

    @Test(arguments: Language.allCases)
    func theTopicsAreAsTheyWere(language: Language) throws {
        let texts = HelpTopic.allCases.map { $0.text[language] }
        try snapshot("topics-\(language)", texts.joined(separator: "\n\n---\n\n"))
    }

    @Test(arguments: Language.allCases)
    func helpFitsIntoEightyColumns(language: Language) {
        let table = CommandTable.standard()
        let texts =
            [HelpText.overview(table, language)]
            + table.commands.map { HelpText.of($0, language) }
            + HelpTopic.allCases.map { $0.text[language] }
        for line in texts.flatMap({ $0.split(separator: "\n") }) {
            #expect(DisplayWidth.of(String(line)) <= 80, "\(line)")
        }
    }

    @Test(arguments: ["help list", "list --help", "list ?", "справка список", "список --help"])
    func allWaysLeadToTheSameHelp(line: String) async throws {
        let bench = try Bench()
        let table = CommandTable.standard()
        let command = try #require(table.command(named: "list"))
        let result = await bench.run(line)
        #expect(result.exit == .done && result.data == HelpText.of(command, .en) + "\n")
        #expect(await !bench.shell.isOpen, "help needs no store")
    }

    @Test func theExamplesOfEveryCommandCanBeParsed() throws {
        let parser = Parser(table: .standard())
        for command in parser.table.commands {
            for example in command.examples {
                let invocation = try parser.parse(line: example).first
                #expect(invocation?.command.name == command.name, "\(example)")
            }
        }
    }

    @Test func unknownTopicsAreMetWithASuggestion() async throws {
        let result = try await Bench().run("help exit-code")
        #expect(result.exit == .usage && result.messages.contains("did you mean exit-codes?"))
    }
}
