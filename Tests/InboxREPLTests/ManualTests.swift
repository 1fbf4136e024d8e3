import Foundation
import Inbox
import InboxREPL
import SkeinTesting
import Testing

/// Manual pages and completions are written from the table of commands; the files kept in `docs`
/// are what is written now. `SKEIN_WRITE_SNAPSHOTS=1` writes them anew.
struct ManualTests {
    private static let table = CommandTable.standard()

    private static let texts: [(path: String, text: String)] = [
        ("docs/man/skein.1", ManualPage.commands(table, .en)),
        ("docs/man/ru/skein.1", ManualPage.commands(table, .ru)),
        ("docs/man/skein-query.7", ManualPage.query(.en)),
        ("docs/man/ru/skein-query.7", ManualPage.query(.ru)),
        ("docs/completions/skein.bash", ShellCompletions.bash(table)),
        ("docs/completions/_skein", ShellCompletions.zsh(table, .en)),
        ("docs/completions/skein.fish", ShellCompletions.fish(table, .en)),
    ]

    @Test(arguments: texts.map(\.path))
    func `a file is what the table says now`(path: String) throws {
        let text = try #require(Self.texts.first { $0.path == path }?.text)
        let file = Fixtures.packageRoot.appending(path: path)
        if ProcessInfo.processInfo.environment["SKEIN_WRITE_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(path) is old")
    }

    private func missing(from text: String, _ words: [String]) -> [String] {
        let plain = text.replacing("\\-", with: "-")
        return words.filter { !plain.contains($0) }
    }

    private static let names = table.commands.filter { !$0.isHidden }.flatMap(\.allNames)
    private static let flags = Set(
        table.commands.filter { !$0.isHidden }.flatMap(\.flags).map(\.name)
            + Command.globalFlags.map(\.name))

    @Test(arguments: Language.allCases)
    func `help and the manual have every command and every flag`(language: Language) {
        let manual = ManualPage.commands(Self.table, language)
        let help =
            Self.table.commands.map { HelpText.of($0, language) }.joined()
            + HelpText.overview(Self.table, language)
        for text in [manual, help] {
            #expect(missing(from: text, Self.names) == [])
            #expect(missing(from: text, Self.flags.map { "--\($0)" }) == [])
        }
        for command in Self.table.commands {
            #expect(
                manual.contains(command.purpose[language].replacing("-", with: "\\-"))
                    || command.isHidden)
        }
    }

    @Test func `the completions of every shell have every command and every flag`() {
        let names = Self.names.filter { !$0.contains("?") }
        for text in [
            ShellCompletions.bash(Self.table), ShellCompletions.zsh(Self.table, .en),
            ShellCompletions.fish(Self.table, .en),
        ] {
            #expect(missing(from: text, names) == [])
            for flag in Self.flags {
                #expect(text.contains("--\(flag)") || text.contains("-l \(flag) "), "\(flag)")
            }
        }
    }

    @Test func `the page on queries has every field that works`() {
        for language in Language.allCases {
            let page = ManualPage.query(language)
            #expect(missing(from: page, QueryField.words.map { "\($0):" }) == [])
        }
    }

    @Test func `the options of the program are all in the manual`() throws {
        for option in ProgramOption.all {
            let value: [String] =
                switch option.argument {
                case .none: []
                default: [option.name == "lang" ? "ru" : option.name == "color" ? "never" : "x"]
                }
            _ = try Options.parse(["--\(option.name)"] + value, Self.table)
        }
    }

    /// Each shell reads its own file, where it is installed.
    @Test(arguments: [
        ("/bin/bash", "docs/completions/skein.bash"), ("/usr/bin/zsh", "docs/completions/_skein"),
        ("/usr/bin/fish", "docs/completions/skein.fish"),
    ])
    func `a shell can read its completions`(shell: String, path: String) throws {
        guard FileManager.default.isExecutableFile(atPath: shell) else { return }
        let process = Process()
        process.executableURL = URL(filePath: shell)
        process.arguments = ["-n", Fixtures.packageRoot.appending(path: path).path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
