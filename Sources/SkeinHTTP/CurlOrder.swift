import SkeinTransport
import Synchronization

/// A call on its way from the caller to the client's thread.
struct CurlOrder: Sendable {
    var ticket: CurlTicket
    var call: HTTPCall
    var gate: (@Sendable () -> Bool)?
    /// Called exactly once.
    var complete: @Sendable (HTTPOutcome) -> Void
}

/// Names one call; knows of its cancellation even where that comes before the start.
final class CurlTicket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
