extension StructureRecord {
    private static let stored: UInt8 = 0
    private static let zstd: UInt8 = 1

    /// The columns behind codec and size, in the shorter of both forms.
    package static func pack(_ columns: [UInt8]) -> [UInt8] {
        let frame = Zstd.compress(columns)
        var writer = ByteWriter()
        writer.u8(frame.count < columns.count ? zstd : stored)
        writer.varint(UInt64(columns.count))
        writer.bytes(frame.count < columns.count ? frame : columns)
        return writer.bytes
    }

    package static func unpack(_ plain: [UInt8]) throws(StructureError) -> [UInt8] {
        var reader = ByteReader(plain)
        let codec: UInt8
        do { codec = try reader.u8() } catch { throw .bytes(error) }
        let size = try reader.column()
        guard size <= UInt64(BatchLimits.columnsBytesMax) else { throw .size(size) }
        let columns: [UInt8]
        switch codec {
        case stored: columns = reader.rest()
        case zstd:
            do {
                columns = try Zstd.decompress(reader.rest(), maxBytes: Int(size))
            } catch {
                throw .bytes(error)
            }
        default: throw .codec(codec)
        }
        guard columns.count == Int(size) else { throw .size(size) }
        return columns
    }
}
