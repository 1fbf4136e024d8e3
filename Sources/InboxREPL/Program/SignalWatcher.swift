import Foundation
import Synchronization

/// Turns signals into calls on one thread of its own, where anything may be called.
///
/// The signals are blocked in the thread that makes the watcher and in all threads started later,
/// so `main` makes it before anything else; else a signal would end the program on another thread.
package final class SignalWatcher: Sendable {
    private struct State {
        var signals: Set<Int32> = []
        var handler: @Sendable (Int32) -> Void = { _ in }
    }

    /// All that is ever watched.
    package static let signals = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH]

    private let state = Mutex(State())

    package init() {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in Self.signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let watched = set
        let thread = Thread { [self] in
            var watched = watched
            while true {
                var arrived: Int32 = 0
                if sigwait(&watched, &arrived) == 0 { handle(arrived) }
            }
        }
        thread.name = "skein signals"
        thread.start()
    }

    /// From now on `signals` go to `handler`; the others have their usual effect.
    package func watch(_ signals: [Int32], handler: @escaping @Sendable (Int32) -> Void) {
        state.withLock { $0 = State(signals: Set(signals), handler: handler) }
    }

    private func handle(_ signal: Int32) {
        let handler = state.withLock { $0.signals.contains(signal) ? $0.handler : nil }
        if let handler { return handler(signal) }
        switch signal {
        case SIGTSTP: kill(getpid(), SIGSTOP)
        case SIGWINCH: break
        default: _exit(128 + signal)
        }
    }
}
