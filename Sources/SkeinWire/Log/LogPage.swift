/// A stretch of a log with its records, as the relay serves it.
///
/// | bytes | field |
/// | --- | --- |
/// | 4 + n | checkpoint note of the log as it is now |
/// | 4 | number of entries |
/// | 4 + n each | entry |
/// | 2 | number of its records, 0 for a member entry |
/// | 4 + n each | sealed record |
package struct LogPage: Hashable, Sendable {
    /// The relay fills an answer up to this; one entry alone is always smaller.
    package static let bytesMax = 4 << 20

    package struct Item: Hashable, Sendable {
        package let entry: LogEntry
        package let records: [[UInt8]]

        package init(entry: LogEntry, records: [[UInt8]]) {
            self.entry = entry
            self.records = records
        }

        /// The batch of a batch entry.
        package var batch: SealedBatch? {
            guard case .batch(let header, let signature) = entry.body else { return nil }
            return SealedBatch(header: header, signature: signature, records: records)
        }
    }

    package let note: [UInt8]
    package let items: [Item]

    package init(note: [UInt8], items: [Item]) {
        self.note = note
        self.items = items
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.prefixed(note)
        writer.u32(UInt32(items.count))
        for item in items {
            writer.prefixed(item.entry.encoded())
            writer.u16(UInt16(item.records.count))
            for record in item.records { writer.prefixed(record) }
        }
        return writer.bytes
    }

    /// Reads the form only; note, entries and records still have to be verified.
    package static func decode(_ bytes: [UInt8]) throws(WireError) -> LogPage {
        guard bytes.count <= bytesMax else {
            throw .tooLong(length: UInt64(bytes.count), max: UInt64(bytesMax))
        }
        var reader = ByteReader(bytes)
        let note = try reader.prefixed(max: SignedNote.lengthMax)
        var items: [Item] = []
        // No memory is set aside for the stated number: it is foreign.
        for _ in 0..<(try reader.u32()) { items.append(try item(&reader)) }
        try reader.finish()
        return LogPage(note: note, items: items)
    }

    private static func item(_ reader: inout ByteReader) throws(WireError) -> Item {
        let entry = try LogEntry.decode(try reader.prefixed(max: bytesMax))
        var records: [[UInt8]] = []
        for _ in 0..<(try reader.u16()) {
            records.append(try reader.prefixed(max: BatchLimits.recordBytesMax))
        }
        return Item(entry: entry, records: records)
    }
}
