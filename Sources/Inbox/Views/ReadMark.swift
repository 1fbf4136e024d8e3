import SkeinStore
import SkeinWire

/// How many of a chat's buyer messages this device has shown: not replicated, because it says what
/// was on this screen and nothing about the chat.
///
/// Kept as the store's local value `inbox.read:` + chat id, a decimal number. A number of messages
/// rather than the last one, so that an older message which arrives late counts as unread.
enum ReadMark {
    private static let prefix = "inbox.read:"

    /// SQL for a row of `chat`: the buyer's messages not shown here.
    static let unreadSQL = """
        max(0, chat.buyerCount - coalesce((SELECT CAST(local.value AS INTEGER) FROM local
            WHERE local.key = '\(prefix)' || chat.short), 0))
        """

    static func set(_ chat: EntityID, count: Int, _ store: ReplicaStore) throws {
        try store.setLocal(prefix + ShortID.text(of: chat), Array(String(count).utf8))
    }
}
