/// What a relay makes of a request; a refusal is an answer like any other.
package enum RelayResponse: Hashable, Sendable {
    case description(RelayDescription)
    case appended(AppendReceipt)
    case page(EntryPage)
    case joinPosted
    case joins([PendingJoin])
    case refused(RelayRefusal)
}
