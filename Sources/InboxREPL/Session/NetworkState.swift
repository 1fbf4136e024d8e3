/// What the prompt says about the network.
package enum NetworkState: Hashable, Sendable {
    /// No workspace yet, hence no relay.
    case unset
    case online
    /// By the operator's own wish.
    case offline
    /// Wanted, but the relay does not answer.
    case unreachable(detail: String)
}
