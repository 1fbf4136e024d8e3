/// Everything that one append writes.
package struct LogAppend: Hashable, Sendable {
    package var stored: StoredEntry
    /// What makes a repeated append recognisable: the hash of the header or of the member body.
    package var key: [UInt8]
    package var time: UInt64
    /// The head afterwards; `head.size == stored.index + 1`.
    package var head: WorkspaceHead
    package var note: StoredNote
    /// Replaces the stored one, where it is time for that.
    package var snapshot: StateSnapshot?

    package init(
        stored: StoredEntry, key: [UInt8], time: UInt64, head: WorkspaceHead, note: StoredNote,
        snapshot: StateSnapshot?
    ) {
        self.stored = stored
        self.key = key
        self.time = time
        self.head = head
        self.note = note
        self.snapshot = snapshot
    }
}
