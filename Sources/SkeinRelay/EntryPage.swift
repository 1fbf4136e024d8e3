import SkeinWire

/// A stretch of a log.
///
/// | bytes | field |
/// | --- | --- |
/// | 4 + n | checkpoint note of the whole log as it is now |
/// | 4 | number of entries |
/// | 4 + n each | entry |
/// | 2 | number of its records |
/// | 4 + n each | sealed record |
package struct EntryPage: Hashable, Sendable {
    package var note: [UInt8]
    /// Size of the log now.
    package var size: UInt64
    package var entries: [StoredEntry]

    package init(note: [UInt8], size: UInt64, entries: [StoredEntry]) {
        self.note = note
        self.size = size
        self.entries = entries
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.prefixed(note)
        writer.u32(UInt32(entries.count))
        for stored in entries {
            writer.prefixed(stored.entry)
            writer.u16(UInt16(stored.records.count))
            for record in stored.records { writer.prefixed(record) }
        }
        return writer.bytes
    }
}
