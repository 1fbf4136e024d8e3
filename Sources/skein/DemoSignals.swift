import Foundation
import Synchronization

/// Ctrl-C and the like while the demo is being built: the building is cancelled and cleaned up.
final class DemoSignals: Sendable {
    private struct State {
        var task: Task<Void, any Error>?
        var signal: Int32?
    }

    private let state = Mutex(State())

    /// What a signal that arrived makes of the exit code.
    var exitCode: Int32? { state.withLock { $0.signal.map { 128 + $0 } } }

    func arrived(_ signal: Int32) {
        let task = state.withLock { state in
            state.signal = signal
            return state.task
        }
        task?.cancel()
    }

    func run(_ body: @escaping @Sendable () async throws -> Void) async -> Result<Void, any Error> {
        let task = Task { try await body() }
        state.withLock { $0.task = task }
        return await task.result
    }
}
