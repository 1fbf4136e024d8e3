package import SkeinCRDT
package import SkeinStore
package import SkeinTransport

/// What an engine asks its driver to do. The driver carries the actions out in order.
package enum EngineAction: Sendable {
    /// Comes back as `EngineEvent.answered` with the same id, exactly once.
    case call(id: UInt64, HTTPCall)
    /// One command: recorded in one transaction, then `EngineEvent.recorded` is given to all
    /// engines.
    case record([Edit])
    /// Give a `tick` no later than then; an earlier wish stays in force beside it.
    case wake(MonotonicTime)
    case notice(Notice)
    /// Upload what is unsent and pull, now rather than at the next turn.
    case syncNow
}
