package import SkeinCRDT

/// One step in the history of a chat.
package struct ActionRow: Hashable, Sendable {
    /// Stable codes.
    package enum Kind: String, Codable, Sendable {
        case chat, buyer, context
        /// The inbox learnt of a message; `time` is the platform's, `value` its text.
        case message
        case status, assignee
        case tag, untag
        /// `value` is the instant, RFC 3339 in the zone meant, `reply`, or nil where it was woken.
        case snooze
        /// `value` is the other chat's id.
        case link, unlink
        case note, noteWithdrawn
        case reply
        /// A step of a reply's delivery; `value` names it.
        case delivery
        /// Something that this build does not know.
        case other
    }

    package var dot: Dot
    /// The author's clock, as clamped by the log once it is there.
    package var time: WallTime
    package var author: PersonReference?
    package var device: DeviceNumber
    package var kind: Kind
    /// What was set, added or said: a code, a login, a text; nil for nobody or erased.
    package var value: String?
    /// What it replaced; empty if nothing.
    package var replaced: [String]
    package var isUnsent: Bool
    /// The log's index of its entry; nil while unsent.
    package var logIndex: UInt64?
    /// Why the rules void it, so that it changed nothing; nil where it counts.
    package var refusal: String?
}
