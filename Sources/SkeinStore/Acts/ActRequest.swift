package import SkeinWire

/// A step with its arguments, read from (or to be written into) an operation.
///
/// | verb | arguments |
/// | --- | --- |
/// | enqueue | lane bytes, resource bytes, text content, basis bytes or null, hold ms, not-before ms |
/// | edit | new version, text content |
/// | hold | reason text |
/// | release | basis bytes or null (null: as before) |
/// | cancel | - |
/// | claim | attempt |
/// | intent | attempt, claim index, text version, watermark text or null, SHA-256 bytes, deadline ms |
/// | outcome | attempt, `sent`, evidence text |
/// | | attempt, `rejected`, reason text, stops-resource bool |
/// | | attempt, `not-sent`, reason text, retry-after ms |
/// | | attempt, `unknown`, reason text, ask bool |
/// | reconcile | attempt, `found`, evidence text |
/// | | attempt, `absent` |
/// | | attempt, `undecided`, reason text |
/// | decide | attempt, `sent`, `again` or `drop` |
/// | expire | `claim` or `intent` |
///
/// Integers are not negative; texts have at most `textBytesMax` bytes of UTF-8.
package enum ActRequest: Hashable, Sendable {
    case enqueue(ActWish)
    case edit(version: UInt64, text: ContentHash)
    case hold(reason: String)
    case release(basis: EntityID?)
    case cancel
    case claim(attempt: UInt64)
    case intent(ActPlan)
    case outcome(attempt: UInt64, ActReport)
    case reconcile(attempt: UInt64, ActFinding)
    case decide(attempt: UInt64, ActDecision)
    case expire(ActDeadline)

    /// Bound of every reason, evidence and watermark.
    package static let textBytesMax = 512
}
