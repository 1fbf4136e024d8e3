import SkeinWire

/// The answer to an append that is on disk.
///
/// | bytes | field |
/// | --- | --- |
/// | 8 | index of the entry in the log |
/// | 8 | its log time, ms |
/// | 4 + n | checkpoint note whose tree holds it |
package struct AppendReceipt: Hashable, Sendable {
    package var index: UInt64
    package var time: UInt64
    package var note: [UInt8]

    package init(index: UInt64, time: UInt64, note: [UInt8]) {
        self.index = index
        self.time = time
        self.note = note
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u64(index)
        writer.u64(time)
        writer.prefixed(note)
        return writer.bytes
    }
}
