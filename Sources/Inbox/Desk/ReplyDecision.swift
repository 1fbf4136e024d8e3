/// A person's word on a reply of which nobody knows whether it arrived.
package enum ReplyDecision: String, CaseIterable, Codable, Sendable {
    /// It is there.
    case sent
    /// It is not: send it again.
    case again
    /// Whatever happened: never send it again.
    case drop
}
