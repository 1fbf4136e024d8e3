import Dispatch
import Foundation
import Synchronization

/// SIGINT and SIGTERM kill the phase that runs instead of the bench, which then removes its folder.
final class BenchInterruption: Sendable {
    private struct State {
        var child: Int32?
        var isInterrupted = false
    }

    private let state = Mutex(State())

    /// Listens while the sources are kept and not cancelled.
    func listen() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            // A queue of its own: the main one is held up by the phase that runs.
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: .global(qos: .userInitiated))
            source.setEventHandler { [self] in interrupt() }
            source.resume()
            return source
        }
    }

    var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    /// - Parameter child: the process that runs now, nil once it has ended.
    func setChild(_ child: Int32?) {
        state.withLock {
            $0.child = child
            if $0.isInterrupted { Self.end(child) }
        }
    }

    private func interrupt() {
        state.withLock {
            $0.isInterrupted = true
            Self.end($0.child)
        }
    }

    /// SIGKILL: the child has inherited that SIGINT and SIGTERM are ignored.
    private static func end(_ child: Int32?) {
        if let child { kill(child, SIGKILL) }
    }
}
