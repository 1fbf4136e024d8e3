import Foundation
import Synchronization

/// Turns signals into calls on one thread of its own, where anything may be called.
///
/// The signals are blocked everywhere else; so this must be made before other threads are.
package final class SignalWatcher: Sendable {
    private let handler: Mutex<@Sendable (Int32) -> Void>

    /// - Parameter handler: called for each signal, one after the other.
    package init(_ signals: [Int32], handler: @escaping @Sendable (Int32) -> Void) {
        self.handler = Mutex(handler)
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let waited = set
        let thread = Thread { [self] in
            var waited = waited
            while true {
                var arrived: Int32 = 0
                guard sigwait(&waited, &arrived) == 0 else { continue }
                let call = self.handler.withLock { $0 }
                call(arrived)
            }
        }
        thread.name = "skein signals"
        thread.start()
    }

    package func setHandler(_ handler: @escaping @Sendable (Int32) -> Void) {
        self.handler.withLock { $0 = handler }
    }
}
