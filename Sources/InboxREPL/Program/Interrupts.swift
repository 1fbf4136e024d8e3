import Foundation
import Synchronization

/// What Ctrl-C and the signals that end a program reach: the running command, else the editor.
final class Interrupts: Sendable {
    private struct State {
        var running: Task<ExitCode, Never>?
        var editor: (any LineEditor)?
        var fatal: Int32?
    }

    private let state = Mutex(State())

    /// The signal that asked the program to end, if one did.
    var fatal: Int32? { state.withLock { $0.fatal } }

    func use(_ editor: (any LineEditor)?) { state.withLock { $0.editor = editor } }

    /// Runs a command so that Ctrl-C cancels it.
    func run(_ body: @escaping @Sendable () async -> ExitCode) async -> ExitCode {
        let task = Task { await body() }
        state.withLock { $0.running = task }
        defer { state.withLock { $0.running = nil } }
        return await task.value
    }

    func handle(_ signal: Int32) {
        let (running, editor, wasFatal) = state.withLock { state in
            let before = state.fatal != nil
            if signal == SIGTERM || signal == SIGHUP { state.fatal = signal }
            return (state.running, state.editor, before)
        }
        switch signal {
        case SIGINT where running != nil: running?.cancel()
        case SIGTERM, SIGHUP:
            editor?.close()
            running?.cancel()
            // Asked a second time: whatever holds the command up, the terminal is restored.
            if wasFatal { _exit(128 + signal) }
        default: editor?.signalled(signal)
        }
    }
}
