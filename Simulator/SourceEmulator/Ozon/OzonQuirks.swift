/// Behaviour that differs between descriptions of the platform, or from day to day.
package struct OzonQuirks: Hashable, Sendable {
    /// Message ids as texts, as in the examples; else as numbers, as in the schema.
    package var hasTextIDs = true
    /// `has_next` of the list as a text, as in an example.
    package var hasTextFlags = false
    /// `Customer` with a Cyrillic first letter, as in the examples.
    package var hasCyrillicCustomer = false
    /// Chats without the nesting of v3, and their types as in the methods' texts.
    package var isFlat = false
    /// How long an own message stays out of list and history.
    package var echoLag = Duration.zero
    package var hasRateLimits = true
    /// Outside the time for writing a message is refused.
    package var keepsWindows = true
    /// The shop has the subscription that writing needs.
    package var hasPremium = true
    /// Chats a page at most.
    package var pageSize = 100

    package init() {}
}
