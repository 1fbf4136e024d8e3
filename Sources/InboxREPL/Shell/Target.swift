import Inbox
package import SkeinCRDT

/// A chat that a command is about, and how it looked in the list it was chosen from.
struct Target: Sendable {
    let entity: EntityID
    /// Nil where it was not chosen by its row.
    let remembered: ChatRow?
}
