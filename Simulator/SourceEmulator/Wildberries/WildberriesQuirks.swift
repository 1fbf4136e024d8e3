/// Behaviour that differs between descriptions of the platform, or from day to day.
package struct WildberriesQuirks: Hashable, Sendable {
    /// Events an answer; about 50 were observed.
    package var pageSize = 50
    /// Stamps of events without milliseconds, as in the specification's examples.
    package var hasWholeSeconds = false
    /// An empty page carries `next: 0`, which is an error when sent back.
    package var emptyPageHasZeroNext = true
    /// How long an own message stays out of the feed.
    package var echoLag = Duration.zero
    /// `/chats` is empty although `/events` is not, as seen on 2026-02-09.
    package var hidesChats = false
    /// Rate limits are kept.
    package var hasRateLimits = true

    package init() {}
}
