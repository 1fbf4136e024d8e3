package import SkeinCRDT

/// What an author signs of a batch; the log keeps it for ever.
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 4 | `SKB1` |
/// | 4 | 2 | version = 1 |
/// | 6 | 2 | flags = 0 |
/// | 8 | 32 | workspace id |
/// | 40 | 32 | author's device id |
/// | 72 | 8 | seq, from 1 |
/// | 80 | 32 | SHA-256 of the author's previous valid header, zeros for seq 1 |
/// | 112 | 4 | key epoch |
/// | 116 | 8 | seen tree size |
/// | 124 | 32 | seen root |
/// | 156 | 8 | highest stamp inside: 48 bits of milliseconds, 16 of counter |
/// | 164 | 4 | number of records, 1 to 512 |
/// | 168 | 32 | RFC 6962 root over the sealed records |
/// | 200 | 4 | bytes of all sealed records, up to 262,144 |
///
/// The signature, label `sk1 batch`, covers exactly these 204 bytes.
package struct BatchHeader: Hashable, Sendable {
    package static let length = 204
    package static let version: UInt16 = 1
    package static let noPrevious = [UInt8](repeating: 0, count: 32)
    private static let magic = Array("SKB1".utf8)

    package var version: UInt16
    package var flags: UInt16
    package var workspace: WorkspaceID
    package var author: DeviceID
    package var seq: UInt64
    package var previous: [UInt8]
    package var epoch: UInt32
    package var seenSize: UInt64
    package var seenRoot: [UInt8]
    package var highest: HybridTime
    package var recordCount: UInt32
    package var recordsRoot: [UInt8]
    package var recordBytes: UInt32

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes(Self.magic)
        writer.u16(version)
        writer.u16(flags)
        writer.bytes(workspace.bytes)
        writer.bytes(author.bytes)
        writer.u64(seq)
        writer.bytes(previous)
        writer.u32(epoch)
        writer.u64(seenSize)
        writer.bytes(seenRoot)
        writer.u64(highest.milliseconds << 16 | UInt64(highest.counter))
        writer.u32(recordCount)
        writer.bytes(recordsRoot)
        writer.u32(recordBytes)
        return writer.bytes
    }

    /// Checks length and magic only: whether the fields may stand there is `LogState`'s verdict.
    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> BatchHeader {
        guard bytes.count == length else { throw .wrongLength(bytes.count) }
        guard bytes.starts(with: magic) else { throw .wrongMagic }
        var reader = ByteReader(Array(bytes.dropFirst(magic.count)))
        do { return try read(&reader) } catch { throw .bytes(error) }
    }

    private static func read(_ reader: inout ByteReader) throws(WireError) -> BatchHeader {
        BatchHeader(
            version: try reader.u16(), flags: try reader.u16(),
            workspace: WorkspaceID(try reader.bytes(WorkspaceID.length)),
            author: DeviceID(try reader.bytes(DeviceID.length)), seq: try reader.u64(),
            previous: try reader.bytes(32), epoch: try reader.u32(), seenSize: try reader.u64(),
            seenRoot: try reader.bytes(32), highest: stamp(try reader.u64()),
            recordCount: try reader.u32(), recordsRoot: try reader.bytes(32),
            recordBytes: try reader.u32())
    }

    private static func stamp(_ packed: UInt64) -> HybridTime {
        HybridTime(milliseconds: packed >> 16, counter: UInt16(truncatingIfNeeded: packed))
    }
}
