/// What is known of a sending call after its outcome.
package enum SendVerdict: Hashable, Sendable {
    /// The platform said that it took the message; `evidence` is what it said to name it.
    case sent(evidence: String)
    /// Certainly not sent; to be tried again, not before the wait is over.
    case notSent(reason: String, wait: Duration?)
    /// Refused for good; `stopsSource`: nothing else can be sent with this token either.
    case rejected(reason: String, stopsSource: Bool)
    /// It may have arrived.
    case unknown(reason: String)
}
