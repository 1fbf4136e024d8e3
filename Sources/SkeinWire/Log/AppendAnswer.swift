/// The relay's answer to an append that is on its disk.
///
/// | bytes | field |
/// | --- | --- |
/// | 8 | index of the entry |
/// | 8 | its t_log, milliseconds |
/// | 4 + n | checkpoint note of a tree that holds it |
package struct AppendAnswer: Hashable, Sendable {
    package let index: UInt64
    package let time: UInt64
    package let note: [UInt8]

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

    package static func decode(_ bytes: [UInt8]) throws(WireError) -> AppendAnswer {
        var reader = ByteReader(bytes)
        let answer = AppendAnswer(
            index: try reader.u64(), time: try reader.u64(),
            note: try reader.prefixed(max: SignedNote.lengthMax))
        try reader.finish()
        return answer
    }
}
