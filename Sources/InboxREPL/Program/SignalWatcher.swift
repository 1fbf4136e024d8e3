import Foundation
import Synchronization

/// Turns signals into calls on one thread of its own, where anything may be called.
///
/// A handler writes the signal's number into a pipe, and the thread reads it. Blocking the signals
/// and waiting for them would not do: libdispatch lets its main thread sleep with none blocked, so
/// a signal would end the program there. One watcher a process.
package final class SignalWatcher: Sendable {
    private struct State {
        var signals: Set<Int32> = []
        var handler: @Sendable (Int32) -> Void = { _ in }
    }

    /// All that is ever watched.
    package static let signals = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH]

    /// The writing end of the pipe: written once before the first handler is installed, and read
    /// by handlers, which have no other way to find it.
    private nonisolated(unsafe) static var writer: Int32 = -1

    private let state = Mutex(State())

    package init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "a pipe is needed to take in signals")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A handler must never wait; a pipe that is full holds the same signals already.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        Self.writer = ends[1]
        for signal in Self.signals {
            Foundation.signal(signal) { arrived in
                let before = errno
                var byte = UInt8(truncatingIfNeeded: arrived)
                _ = write(SignalWatcher.writer, &byte, 1)
                errno = before
            }
        }
        let reader = ends[0]
        let thread = Thread { [self] in
            var byte: UInt8 = 0
            while true {
                let count = read(reader, &byte, 1)
                if count == 1 { handle(Int32(byte)) }
                if count == 0 || count < 0 && errno != EINTR { return }
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
