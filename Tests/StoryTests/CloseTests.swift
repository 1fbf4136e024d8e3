import Foundation
import SkeinTesting
import Testing

/// However a run ends in order, the next one need not check the whole database: the mark of an
/// unclean end is gone.
@Suite(.serialized, .timeLimit(.minutes(3))) struct CloseTests {
    private let world: StoryWorld
    private let chat: String

    init() throws {
        world = try StoryWorld()
        chat = try world.foundShop()
    }

    private var isMarked: Bool {
        FileManager.default.fileExists(atPath: world.store("a") + "/running")
    }

    @Test func `a command leaves the store closed, failed or not`() throws {
        #expect(!isMarked)
        try world.run("a", ["tag", chat, "+x"])
        #expect(!isMarked)
        try world.run("a", ["show", "zzzz"], expecting: 3)
        #expect(!isMarked)
        try world.run("a", ["doctor"])
        #expect(!isMarked)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func `a command that a signal cuts short leaves it closed`(signal: Int32, code: Int32) throws {
        try world.run("a", ["reply", chat, "Высылаем"])
        // The clock stands still: the reply stays in its hold.
        let program = try world.start("a", ["-c", "workspace", "-c", "sync --wait"])
        _ = try program.line(beginning: "workspace ")
        #expect(isMarked)
        program.signal(signal)
        #expect(program.wait() == code)
        #expect(!isMarked)
    }

    @Test(arguments: ["quit\r", "\u{4}"])
    func `a dialogue that is left leaves it closed`(way: String) throws {
        let program = try talk()
        #expect(isMarked)
        program.type(way)
        #expect(program.end().code == 0)
        #expect(!isMarked)
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `a dialogue that is told to end leaves it closed`(signal: Int32) throws {
        let program = try talk()
        program.signal(signal)
        #expect(program.end().code == 128 + signal)
        #expect(!isMarked)
    }

    @Test func `a run that is killed leaves its mark, and the next one takes it away`() throws {
        let program = try talk()
        program.signal(SIGKILL)
        _ = program.end()
        #expect(isMarked)
        try world.run("a", ["list"])
        #expect(!isMarked)
    }

    private func talk() throws -> TerminalProgram {
        var environment = StoryWorld.environment(folder: world.folder, clock: world.clockFile)
        environment["TERM"] = "xterm"
        environment["INPUTRC"] = "/dev/null"
        let program = try TerminalProgram(
            Programs.url("skein"), ["--store", world.store("a"), "--lang", "en"],
            environment: environment)
        try program.wait(for: "› ")
        return program
    }
}
