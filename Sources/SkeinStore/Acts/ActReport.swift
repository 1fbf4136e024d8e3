/// What the device that tried has to say.
package enum ActReport: Hashable, Sendable {
    case sent(evidence: String)
    case rejected(reason: String, stopsResource: Bool)
    /// Certainly nothing happened; to be tried again after so many ms at the earliest.
    case notSent(reason: String, retryAfter: UInt64)
    /// `ask`: no history can ever tell, so a person is asked at once.
    case unknown(reason: String, ask: Bool)
}
