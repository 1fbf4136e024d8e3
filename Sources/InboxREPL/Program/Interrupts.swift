import Foundation
import Synchronization

/// What Ctrl-C and the signals that end a program reach: the running command, else the editor.
final class Interrupts: Sendable {
    private struct State {
        var running: Task<ExitCode, Never>?
        var editor: (any LineEditor)?
        var fatal: Int32?
        /// Ctrl-C came while there was neither: it is meant for what comes next.
        var isInterrupted = false
    }

    private let state = Mutex(State())

    /// The signal that asked the program to end, if one did.
    var fatal: Int32? { state.withLock { $0.fatal } }

    func use(_ editor: (any LineEditor)?) { state.withLock { $0.editor = editor } }

    /// Runs a command so that Ctrl-C cancels it; one that comes after the signal is not begun.
    func run(_ body: @escaping @Sendable () async -> ExitCode) async -> ExitCode {
        let begun: Task<ExitCode, Never>? = state.withLock { state in
            defer { state.isInterrupted = false }
            guard state.fatal == nil, !state.isInterrupted else { return nil }
            let task = Task { await body() }
            state.running = task
            return task
        }
        guard let task = begun else { return .interrupted }
        defer { state.withLock { $0.running = nil } }
        return await task.value
    }

    func handle(_ signal: Int32) {
        let (running, editor, wasFatal) = state.withLock { state in
            let before = state.fatal != nil
            if signal == SIGTERM || signal == SIGHUP { state.fatal = signal }
            if signal == SIGINT, state.running == nil, state.editor == nil {
                state.isInterrupted = true
            }
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
