import Foundation
import InboxREPL
import SkeinCRDT
import SkeinTesting
import Synchronization
import Testing

/// The dialogue on a terminal whose operator is a list of inputs.
struct DialogueTests {
    /// Types what it was given, and keeps what it was shown and told to offer again.
    private final class Operator: LineEditor {
        private let inputs: Mutex<[LineInput]>
        let offered: Mutex<[String]>
        let isClosed = Mutex(false)

        init(_ inputs: [LineInput], offered: [String] = []) {
            self.inputs = Mutex(inputs)
            self.offered = Mutex(offered)
        }

        func readLine(prompt: String) async -> LineInput {
            inputs.withLock { $0.isEmpty ? .end : $0.removeFirst() }
        }
        func show(notice: String) {}
        func remember(_ line: String) { offered.withLock { $0.append(line) } }
        func signalled(_ signal: Int32) {}
        func close() { isClosed.withLock { $0 = true } }
    }

    private struct Ended {
        var code: Int32
        var data: String
        var messages: String
        var history: [String]
        /// What the editor offers again after the dialogue.
        var offered: [String]
    }

    private func talk(
        _ inputs: [LineInput], _ arguments: [String] = [], home: URL, session: ShopSession,
        opened: Bench.Output = Bench.Output()
    ) async -> Ended {
        let (data, messages) = (Bench.Output(), Bench.Output())
        let editor = Operator(inputs)
        var host = Host(
            arguments: arguments,
            environment: ["HOME": home.path, "LANG": "en_US.UTF-8", "TERM": "xterm"],
            inputIsTerminal: true, outputIsTerminal: false, messageIsTerminal: false,
            data: { data.add($0) }, message: { messages.add($0) }, width: { 80 },
            now: { Instant(wall: Shop.noon, monotonic: MonotonicTime(milliseconds: 0)) },
            zone: Shop.moscow,
            openSession: { _ in
                opened.add("o")
                return session
            },
            makeEditor: { lines in
                editor.offered.withLock { $0 = lines }
                return editor
            }, makePlainEditor: { editor }, watchSignals: { _, _ in })
        host.rebuildStore = { _ in
            #expect(await session.isClosed, "whoever has it open stands in the way")
            return RebuildFacts(
                kept: "/s/replica.sqlite.damaged-1", isComplete: true, entries: 12, unsent: 3,
                problem: nil)
        }
        let code = await Program(host).run()
        #expect(editor.isClosed.withLock { $0 }, "the terminal is given back")
        let history = home.appending(path: ".local/state/skein/history").path
        return Ended(
            code: code, data: data.take(), messages: messages.take(),
            history: History(path: history, table: .standard()).load(),
            offered: editor.offered.withLock { $0 })
    }

    private func withHome(_ body: (URL, ShopSession) async throws -> Void) async throws {
        let home = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: home) }
        try await body(home, try await Bench().withChats().session)
    }

    @Test func aFailedLineIsNoReasonToLeaveAndLeavingIsNoFailure() async throws {
        try await withHome { home, session in
            let lines: [LineInput] = [.line("nonsense"), .line("list --count"), .line("show %9")]
            let ended = await talk(lines, home: home, session: session)
            #expect(ended.code == 0 && ended.data == "3\n")
            #expect(await session.isClosed)
        }
    }

    @Test func whatWasTypedIsOfferedAgainButNoTextForABuyer() async throws {
        try await withHome { home, session in
            let lines = ["list buyer:Алёна", "reply %1 Секретный адрес", "", "list --count"]
            _ = await talk(lines.map { .line($0) }, home: home, session: session)
            let later = await talk([.line("version")], home: home, session: session)
            #expect(later.history == ["list buyer:Алёна", "reply", "list --count", "version"])
            #expect(later.offered == later.history)
        }
    }

    @Test func ctrlCThrowsAwayTheLineAndWhatItWasToBeJoinedWith() async throws {
        try await withHome { home, session in
            let lines: [LineInput] = [.line("close where \\"), .interrupted, .line("status:new")]
            let ended = await talk(
                lines + [.line("list --count")], home: home, session: session)
            #expect(ended.messages.contains("status:new"), "it is a line of its own")
            #expect(ended.data == "3\n")
            let left = await talk(
                [.line("list status:closed --count")], home: home, session: session)
            #expect(left.data == "0\n")
        }
    }

    @Test(arguments: [LineInput.end, .line("quit")])
    func whoLeavesIsToldWhatHasNotGoneOut(way: LineInput) async throws {
        try await withHome { home, session in
            let lines: [LineInput] = [
                .line("list"), .line("reply %1 Здравствуйте --take"), way,
            ]
            let ended = await talk(lines + [.line("version")], home: home, session: session)
            #expect(ended.code == 0)
            #expect(ended.messages.contains("replies waiting to go: 1"), "\(ended.messages)")
            #expect(!ended.data.contains("skein 0.1.0"))
        }
    }

    @Test func aDialogueGoesOnWithTheStoreThatWasRebuilt() async throws {
        try await withHome { home, session in
            let opened = Bench.Output()
            let lines = ["doctor --rebuild", "list --count", "version"]
            let ended = await talk(
                lines.map { .line($0) }, home: home, session: session, opened: opened)
            #expect(
                ended.data
                    == "the store was rebuilt: 12 log entries, 3 not pushed yet\n"
                    + "the damaged one is kept here: /s/replica.sqlite.damaged-1\n"
                    + "3\nskein 0.1.0\n")
            #expect(opened.take() == "oo" && ended.code == 0)
            #expect(await session.noticeReaders == 2, "news of the new one are shown")
        }
    }

    @Test func theStartupScriptRunsFirstUnlessItIsNotWanted() async throws {
        try await withHome { home, session in
            let folder = home.appending(path: ".config/skein")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("nonsense\nlist --count\n".utf8).write(to: folder.appending(path: "init"))
            let ended = await talk([.line("version")], home: home, session: session)
            #expect(ended.data == "3\nskein 0.1.0\n", "a mistake in it does not end it")
            #expect(ended.history == ["version"])
            let without = await talk([.line("version")], ["-X"], home: home, session: session)
            #expect(without.data == "skein 0.1.0\n")
        }
    }
}
