package import SkeinWire

/// What a relay makes of a request; a refusal is an answer like any other.
package enum RelayResponse: Hashable, Sendable {
    case description(RelayDescription)
    case appended(AppendAnswer)
    /// With the size of the log now, which the page's note signs.
    case page(LogPage, size: UInt64)
    case joinPosted
    case joins([PendingJoin])
    case refused(RelayRefusal)
}
