/// Behaviour that is not documented, or differs from day to day.
package struct YandexQuirks: Hashable, Sendable {
    /// A history from its newest message on; else from the oldest.
    package var isNewestFirst = false
    /// The message asked from is told again.
    package var isInclusive = true
    /// How long an own message stays out of list and history.
    package var echoLag = Duration.zero
    package var hasRateLimits = true
    /// Writing into a chat that is finished is refused.
    package var refusesFinished = false
    /// The key may send as well as read.
    package var maySend = true
    /// Messages a page at most.
    package var pageSize = 100

    package init() {}
}
