import Foundation
import Inbox
import SkeinCRDT
import Synchronization
import Testing

@testable import InboxREPL

/// Signals that reach the program while a command runs.
struct InterruptTests {
    /// Gives one line, and is sent a signal each time somebody waits for another.
    private final class Input: LineEditor {
        private struct State {
            var lines: [String]
            var told: LineInput?
        }
        private let state: Mutex<State>
        private let signal: @Sendable () -> Void

        init(_ lines: [String], signal: @escaping @Sendable () -> Void) {
            state = Mutex(State(lines: lines))
            self.signal = signal
        }

        func readLine(prompt: String) async -> LineInput {
            let line = state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() }
            if let line { return .line(line) }
            signal()
            if let told = state.withLock({ $0.told }) { return told }
            Issue.record("a real one would go on waiting")
            return .end
        }
        func show(notice: String) {}
        func remember(_ line: String) {}
        func signalled(_ signal: Int32) { state.withLock { $0.told = .interrupted } }
        func close() { state.withLock { $0.told = .end } }
    }

    private static let words = Bilingual(ru: "пример", en: "example")

    /// Commands that send the program signals from within: `once` one, `until` again and again
    /// until it has been cancelled.
    private func commands(
        _ signal: Int32, _ handler: @escaping @Sendable (Int32) -> Void
    ) -> [Command] {
        [
            Command("once", russian: ["раз"], group: .program, purpose: Self.words) { _, _ in
                handler(signal)
                return .done
            },
            Command("until", russian: ["пока"], group: .program, purpose: Self.words) { _, _ in
                for _ in 0..<10_000 where !Task.isCancelled {
                    handler(signal)
                    await Task.yield()
                }
                return .done
            },
        ]
    }

    private func run(
        _ arguments: [String], _ signal: Int32, input: [String] = []
    ) async throws -> (code: Int32, data: String, session: ShopSession) {
        let watched = Mutex<(@Sendable (Int32) -> Void)?>(nil)
        let data = Bench.Output()
        let session = try await Bench().withChats().session
        var host = Host(
            arguments: arguments, environment: ["HOME": "/none", "LANG": "en_US.UTF-8"],
            inputIsTerminal: false, outputIsTerminal: false, messageIsTerminal: false,
            data: { data.add($0) }, message: { _ in }, width: { 80 },
            now: { Instant(wall: Shop.noon, monotonic: MonotonicTime(milliseconds: 0)) },
            zone: Shop.moscow, openSession: { _ in session },
            makeEditor: { _ in preconditionFailure("there is no terminal") },
            makePlainEditor: { Input(input) { watched.withLock { $0 }?(signal) } },
            watchSignals: { signals, handler in
                #expect(signals == [SIGINT, SIGTERM, SIGHUP])
                watched.withLock { $0 = handler }
            })
        host.commands = commands(signal) { number in watched.withLock { $0 }?(number) }
        let code = await Program(host).run()
        return (code, data.take(), session)
    }

    @Test func ctrlCCancelsTheCommandThatRunsAndTheScriptWithIt() async throws {
        #expect(try await run(["until"], SIGINT).code == 130)
        let script = try await run(
            ["--keep-going", "-c", "until\nlist --count", "-c", "list --count"], SIGINT)
        #expect(script.code == 130 && script.data == "")
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func aSignalThatEndsTheProgramIsItsExitCode(signal: Int32, code: Int32) async throws {
        #expect(try await run(["once"], signal).code == code)
        let script = try await run(["--keep-going", "-c", "nonsense; list\nonce\nlist"], signal)
        #expect(script.code == code)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func aSignalEndsAScriptThatWaitsForItsNextLine(signal: Int32, code: Int32) async throws {
        let ended = try await run([], signal, input: ["list --count", "list \\"])
        #expect(ended.code == code)
        #expect(await ended.session.isClosed)
        #expect(ended.data == "3\n", "half a line is not run")
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func aCommandThatReadsItsTargetsIsEndedBeforeItActs(signal: Int32, code: Int32) async throws {
        let chat = ChatFact(market: .wildberries, account: "77", conversation: "c1").chat
        let ended = try await run(["close", "-"], signal, input: [ShortID.text(of: chat)])
        #expect(ended.code == code && ended.data == "")
        #expect(try await ended.session.desk { try $0.list("status:closed").rows.count } == 0)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func aSignalThatComesBetweenTwoCommandsIsNotLost(signal: Int32, code: Int32) async throws {
        let interrupts = Interrupts()
        #expect(await interrupts.run { .done } == .done)
        interrupts.handle(signal)
        #expect(await interrupts.run { .done } == .interrupted)
        #expect((await interrupts.run { .done } == .done) == (signal == SIGINT))
    }
}
