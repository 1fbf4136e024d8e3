import Foundation
import InboxREPL
import SkeinCRDT
import SkeinTesting
import Synchronization
import Testing

struct ProgramTests {
    /// Runs the program once, in process, with lines on its standard input.
    private func run(
        _ arguments: [String], input: [String] = [], session: ShopSession
    ) async -> (code: Int32, data: String, messages: String) {
        let (data, messages) = (Bench.Output(), Bench.Output())
        let host = Host(
            arguments: arguments, environment: ["HOME": "/none", "LANG": "ru_RU.UTF-8"],
            inputIsTerminal: false, outputIsTerminal: false, messageIsTerminal: false,
            data: { data.add($0) }, message: { messages.add($0) }, width: { 80 },
            now: { Instant(wall: Shop.noon, monotonic: MonotonicTime(milliseconds: 0)) },
            zone: Shop.moscow, openSession: { _ in session },
            makeEditor: { _ in LineList([]) }, makePlainEditor: { LineList(input) },
            watchSignals: { _, _ in })
        let code = await Program(host).run()
        return (code, data.take(), messages.take())
    }

    /// Lines that were there before.
    private final class LineList: LineEditor {
        private let lines: Mutex<[String]>
        init(_ lines: [String]) { self.lines = Mutex(lines) }
        func readLine(prompt: String) async -> LineInput {
            lines.withLock { $0.isEmpty ? .end : .line($0.removeFirst()) }
        }
        func show(notice: String) {}
        func remember(_ line: String) {}
        func signalled(_ signal: Int32) {}
        func close() {}
    }

    private func shop() async throws -> ShopSession { try await Bench().withChats().session }

    @Test func oneCommandRunsAndLeaves() async throws {
        let session = try await shop()
        let result = await run(["list", "--count"], session: session)
        #expect(result.code == 0 && result.data == "3\n" && result.messages == "")
        #expect(await session.isClosed)
    }

    @Test func machineOutputMayBeAskedForInFront() async throws {
        let result = await run(["--json", "list", "-N", "1"], session: try await shop())
        #expect(result.data.hasPrefix("[{\"id\":"))
    }

    @Test func aScriptStopsAtItsFirstFailureAndNamesTheLine() async throws {
        let result = await run(
            ["-c", "list --count\nshow %9\nlist --count"], session: try await shop())
        #expect(result.code == 3 && result.data == "3\n")
        #expect(result.messages.hasSuffix("-c:2: код 3\n"))
    }

    @Test func theScriptsBehindAFailedOneAreNotRun() async throws {
        let result = await run(["-c", "show %9", "-c", "list --count"], session: try await shop())
        #expect(result.code == 3 && result.data == "")
        let going = await run(
            ["--keep-going", "-c", "show %9", "-c", "list --count"], session: try await shop())
        #expect(going.code == 6 && going.data == "3\n")
    }

    @Test func aLineStopsAtItsFirstFailureAndAtQuit() async throws {
        let failed = await run(["-c", "show %9; list --count"], session: try await shop())
        #expect(failed.code == 3 && failed.data == "")
        let left = await run(["-c", "quit; list --count\nlist"], session: try await shop())
        #expect(left.code == 0 && left.data == "")
    }

    @Test func aLastLineThatWaitsForMoreIsRunAsItIs() async throws {
        let result = await run(["-c", "list --count \\"], session: try await shop())
        #expect(result.code == 0 && result.data == "3\n")
    }

    @Test func anEchoSaysEachLineBeforeItsResult() async throws {
        let result = await run(
            ["--echo", "-c", "# утро\n\nlist --count\u{1B}"], session: try await shop())
        #expect(result.messages.hasPrefix("# утро\n› list --count␛\n"))
    }

    @Test func keepingGoingEndsWithSix() async throws {
        let result = await run(
            ["--keep-going", "-c", "show %9\nlist --count"], session: try await shop())
        #expect(result.code == 6 && result.data == "3\n")
    }

    @Test func standardInputIsAScript() async throws {
        let result = await run(
            [],
            input: [
                "# комментарий", "", "list \\", "status:new --count ; version", "quit", "list",
            ],
            session: try await shop())
        #expect(result.code == 0 && result.data == "3\nskein 0.1.0\n")
    }

    @Test func aScriptFileIsNamedInItsFailure() async throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "день.skein").path
        try Data("\u{FEFF}list --count\r\nчушь\r\n".utf8).write(to: URL(filePath: file))
        let result = await run(["-f", file], session: try await shop())
        #expect(result.code == 2 && result.data == "3\n")
        #expect(result.messages.contains("нет команды «чушь»"))
        #expect(result.messages.hasSuffix("\(file):2: код 2\n"))
        #expect(await run(["-f", "/none"], session: try await shop()).code == 3)
    }

    @Test func idsOnStandardInputAreTargets() async throws {
        let session = try await shop()
        let ids = await run(["list", "--ids"], session: session).data
            .split(separator: "\n").map(String.init)
        let result = await run(["close", "-"], input: ids, session: session)
        #expect(result.code == 0)
        #expect(await run(["list", "status:closed", "--count"], session: session).data == "3\n")
    }

    @Test func wrongOptionsEndWithTwo() async throws {
        let result = await run(["--nonsense"], session: try await shop())
        #expect(result.code == 2 && result.messages == "нет ключа --nonsense\nskein --help\n")
    }

    @Test func dataAndMessagesNeverMix() async throws {
        let session = try await shop()
        let result = await run(["list", "status:new", "status:work", "--json"], session: session)
        #expect(result.data == "[]\n")
        #expect(result.messages.contains("status:"))
    }
}
