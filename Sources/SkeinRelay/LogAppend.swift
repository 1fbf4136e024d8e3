package import SkeinWire

/// Everything that one append writes.
package struct LogAppend: Hashable, Sendable {
    package var item: LogPage.Item
    /// What makes a repeated append recognisable: the hash of the header or of the member body.
    package var key: [UInt8]
    /// The head afterwards: the entry is the last one below `head.size`.
    package var head: WorkspaceHead
    package var note: StoredNote
    /// Replaces the stored one, where it is time for that.
    package var snapshot: StateSnapshot?

    package init(
        item: LogPage.Item, key: [UInt8], head: WorkspaceHead, note: StoredNote,
        snapshot: StateSnapshot?
    ) {
        self.item = item
        self.key = key
        self.head = head
        self.note = note
        self.snapshot = snapshot
    }

    package var index: UInt64 { head.size - 1 }
}
