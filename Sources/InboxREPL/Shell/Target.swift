import Inbox
import SkeinWire

/// A chat that a command is about, and how it looked in the list it was chosen from.
struct Target: Sendable {
    let entity: EntityID
    /// Nil where it was not chosen by its row.
    let remembered: ChatRow?
}

/// The chat that `.` means.
struct CurrentChat: Hashable, Sendable {
    let entity: EntityID
    let short: String
}
