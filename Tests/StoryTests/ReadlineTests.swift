import Foundation
import SkeinTesting
import Testing

/// The dialogue of the real program on a terminal: GNU readline, Cyrillic, notices.
@Suite(.serialized) struct ReadlineTests {
    private let world: StoryWorld

    init() throws { world = try StoryWorld() }

    /// - Parameter locale: what `LC_ALL` says.
    private func talk(_ locale: String = "C.UTF-8") throws -> TerminalProgram {
        var environment = ProcessInfo.processInfo.environment
        environment["HOME"] = world.folder.path
        environment["TERM"] = "xterm"
        environment["LC_ALL"] = locale
        environment["INPUTRC"] = "/dev/null"
        for name in ["CONFIG", "DATA", "STATE", "CACHE"] {
            environment["XDG_\(name)_HOME"] = world.folder.appending(path: name).path
        }
        let program = try TerminalProgram(
            Programs.url("skein"), ["--store", world.store("a"), "--lang", "en"],
            environment: environment)
        try program.wait(for: "› ")
        return program
    }

    @Test(arguments: ["C", "POSIX", "C.UTF-8"])
    func `Cyrillic is typed, corrected and run in every locale`(locale: String) throws {
        let program = try talk(locale)
        // One letter too many, and one forgotten: back over two, and in between.
        program.type("верияя\u{7F}\u{1B}[D\u{1B}[Dс")
        try program.wait(for: "с")
        program.type("\r")
        try program.wait(for: "› ")
        #expect(program.screen.text.contains { $0.hasSuffix("› версия") }, "\(program.screen.text)")
        program.type("\u{4}")
        let ended = program.end()
        #expect(ended.code == 0)
        #expect(ended.data == "skein 0.1.0\n")
    }

    @Test func `Ctrl-C throws the line away, and the terminal is given back`() throws {
        let program = try talk()
        program.type("nonsense")
        try program.wait(for: "nonsense")
        program.signal(SIGINT)
        try program.wait(for: "^C")
        try program.wait(for: "› ")
        program.type("version\r")
        try program.wait(for: "› ")
        let raw = program.modes
        program.type("quit\r")
        let ended = program.end()
        #expect(ended.code == 0 && ended.data == "skein 0.1.0\n")
        #expect(raw & UInt32(ICANON | ECHO) == 0, "keys came one by one")
        #expect(program.modes & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO))
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `who is told to end gives the terminal back too`(signal: Int32) throws {
        let program = try talk()
        program.type("nonsense")
        try program.wait(for: "nonsense")
        program.signal(signal)
        #expect(program.end().code == 128 + signal)
        #expect(program.modes & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO))
    }

    @Test func `a buyer's message stands above the line that is being typed`() throws {
        try world.run("a", ["workspace", "create", "--relay", world.relayURL, "--as", "anna"])
        let token = world.folder.appending(path: "token").path
        #expect(
            FileManager.default.createFile(
                atPath: token, contents: Data("700100:tg-token".utf8),
                attributes: [.posixPermissions: 0o600]))
        try world.run(
            "a", ["source", "add", "tg", "bot", "--url", world.sourcesURL, "--token-file", token])
        let program = try talk()
        program.type("верс")
        try program.wait(for: "с")
        try world.control(
            "POST", "/control/tg/buyer-message", ["buyer": "Ольга", "text": "Где\u{1B}[2J заказ?"])
        try program.wait(for: "заказ?")
        try program.wait(for: "верс")
        program.type("ия")
        try program.wait(for: "я")
        let lines = program.screen.text
        #expect(lines.last?.hasSuffix("› версия") == true, "\(lines)")
        #expect(!lines.dropLast().contains { $0.contains("›") }, "\(lines)")
        #expect(lines.contains { $0.hasSuffix("Ольга: Где␛[2J заказ?") }, "\(lines)")
        program.type("\r")
        try program.wait(for: "› ")
        program.type("quit\r")
        let ended = program.end()
        #expect(ended.code == 0 && ended.data == "skein 0.1.0\n")
    }
}
