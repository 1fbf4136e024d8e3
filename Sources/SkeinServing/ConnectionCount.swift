import Synchronization

/// How many connections of one service are open.
final class ConnectionCount: Sendable {
    private let max: Int
    private let open = Atomic(0)

    init(max: Int) { self.max = max }

    /// Counts one more; false if that is one too many. Pair with `leave` either way.
    func enter() -> Bool { open.add(1, ordering: .relaxed).newValue <= max }

    func leave() { open.subtract(1, ordering: .relaxed) }
}
