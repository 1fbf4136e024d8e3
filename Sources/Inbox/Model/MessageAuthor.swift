/// On whose side a message was written. Raw values are the stable codes of facts and JSON.
package enum MessageAuthor: String, CaseIterable, Codable, Sendable {
    case buyer
    /// Anybody of the shop, wherever it was typed.
    case seller
    /// The marketplace itself: an arbiter, a notice.
    case platform
}
