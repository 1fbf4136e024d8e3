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

    /// One call that an engine asked for.
    struct Order: Sendable {
        let engine: Int
        let id: UInt64
        let call: HTTPCall
    }

    let mode: Mode
    let orders: AsyncStream<Order>.Continuation
    /// The run ends: what its last calls are cut off with is no news of the relay.
    var isOver = false
    var wakes: [MonotonicTime] = []
    /// The log's size, and whether the relay was in reach, when the engines were last told.
    var toldSize: UInt64
    var toldOnline = false

    /// The wake-up calls that are due, taken off the list.
    mutating func takeDue(now: MonotonicTime) -> Bool {
        let isDue = wakes.contains { $0 <= now }
        wakes.removeAll { $0 <= now }
        return isDue
    }
}

/// Somebody who waits until a live run has nothing left to do at once.
struct Waiter {
    let isSettled: @Sendable (ReplicaStore) -> Bool
    let resume: CheckedContinuation<Void, Never>
}
