import Foundation
import Synchronization

/// SIGINT and SIGTERM kill the phase that runs instead of the bench, which then removes its folder.
///
/// A handler rather than a signal source: a source is registered some time after it was made, and
/// what arrives before that is lost. A handler may touch lock-free atomics and nothing else, and
/// finds them through statics alone. One a process.
enum BenchInterruption {
    /// The process that runs now, 0 where there is none.
    private static let child = Atomic<Int32>(0)
    private static let arrived = Atomic(false)

    static func listen() {
        // Statics are made at their first use, which must not be inside the handler.
        child.store(0, ordering: .sequentiallyConsistent)
        arrived.store(false, ordering: .sequentiallyConsistent)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                BenchInterruption.arrived.store(true, ordering: .sequentiallyConsistent)
                BenchInterruption.endChild()
            }
        }
    }

    static var hasArrived: Bool { arrived.load(ordering: .sequentiallyConsistent) }

    /// - Parameter process: what runs now, nil once it has ended.
    static func setChild(_ process: Int32?) {
        child.store(process ?? 0, ordering: .sequentiallyConsistent)
        // The handler may have run just before it had a child to end.
        if hasArrived { endChild() }
    }

    private static func endChild() {
        let before = errno
        let process = child.load(ordering: .sequentiallyConsistent)
        if process > 0 { kill(process, SIGKILL) }
        errno = before
    }
}
