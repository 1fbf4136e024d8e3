import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport

/// What is under way between the engines and the world, in one run of the loop.
struct Driver {
    /// When a run ends by itself.
    enum Mode: Sendable {
        /// When nothing is left that can be done at once.
        case once
        /// When, besides, the application says that all it waits for is settled.
        case settled
        /// Never: until it is cancelled.
        case live
    }

    let mode: Mode
    let orders: AsyncStream<EngineHost.Order>.Continuation
    /// The run ends: what its last calls are cut off with is no news of the relay.
    var isOver = false
}

/// Somebody who waits until a live run has nothing left to do at once.
struct Waiter {
    let isSettled: @Sendable (ReplicaStore) -> Bool
    let resume: CheckedContinuation<Void, Never>
}
