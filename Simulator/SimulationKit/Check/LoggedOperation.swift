import SkeinCRDT
package import SkeinWire

/// An operation as a log holds it, with all that its effect depends on; what judges compute with,
/// apart from the store's own types.
package struct LoggedOperation: Hashable, Sendable {
    package let operation: Operation
    /// Its entry's place in the log, and its own place in the batch.
    package let index: UInt64
    package let position: UInt64
    /// The stamp that all replicas use (rule 11), in its two parts.
    package let milliseconds: UInt64
    package let counter: UInt64
    /// Whether its author may change merged state (rule 19).
    package let counts: Bool

    /// - Parameter logTimes: t_log of the entries up to its own (milliseconds), by index.
    package init(
        _ operation: Operation, index: UInt64, position: UInt64, logTimes: [UInt64], counts: Bool
    ) {
        self.operation = operation
        self.index = index
        self.position = position
        self.counts = counts
        var stamp = (operation.stamp.milliseconds, UInt64(operation.stamp.counter))
        // At least the time of the last entry that its author had seen ...
        if operation.seen > 0, operation.seen <= index {
            let earliest = logTimes[Int(operation.seen) - 1]
            if stamp < (earliest, 0) { stamp = (earliest, 0) }
        }
        // ... and in any case at most five minutes after its own entry's.
        let latest = min(logTimes[Int(index)] + 300_000, (1 << 48) - 1)
        if stamp > (latest, 0) { stamp = (latest, 0) }
        (milliseconds, counter) = stamp
    }

    /// The one order that all replicas agree on.
    package func isBefore(_ other: LoggedOperation) -> Bool {
        (milliseconds, counter, index, position)
            < (other.milliseconds, other.counter, other.index, other.position)
    }

    /// Whether it stands later in the log.
    func isLogged(after other: LoggedOperation) -> Bool {
        (index, position) > (other.index, other.position)
    }

    /// Whether its author knew the other one (rule 7): it lies below `seen`, or is an earlier one
    /// of the same author.
    func saw(_ other: LoggedOperation) -> Bool {
        other.operation.dot.device == operation.dot.device
            ? other.operation.dot.counter < operation.dot.counter
            : other.index < operation.seen
    }
}
