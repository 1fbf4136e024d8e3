package import SkeinCRDT

/// Until when a chat is out of the way: an instant, and the zone in which it was meant, or the
/// buyer's next word. In either case a message of the buyer wakes it.
///
/// `chat.snooze` holds the instant as ms since 1970, or the largest integer for «until the buyer
/// writes»; null: awake. `chat.snoozeZone` holds the zone's name.
package struct Snooze: Hashable, Sendable {
    /// Nil: until the buyer writes.
    package var until: WallTime?
    /// As in the time zone database: `Europe/Moscow`.
    package var zone: String

    package init(until: WallTime?, zone: String) {
        self.until = until
        self.zone = zone
    }

    static let untilReply = Int64.max

    var milliseconds: Int64 { until?.milliseconds ?? Self.untilReply }
}
