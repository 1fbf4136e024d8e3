import SkeinWire

/// A batch's structure record, opened and sealed by the table of docs/wire-format.md, apart from
/// `Batch`: judges and forgers need bytes that it would not give or take.
enum SealedStructure {
    /// The columns; nil where the batch's records do not fit its header, or the record does not
    /// open or unpack.
    static func columns(of batch: SealedBatch, key: [UInt8]) -> [UInt8]? {
        guard (try? batch.checkRecords()) != nil, let record = batch.records.first,
            let padded = AEAD.open(
                Array(record.dropFirst(24)), additional: additional(batch.header),
                nonce: Array(record.prefix(24)), key: recordKey(key)),
            let plain = try? Padding.unpad(padded, blockSize: padded.count <= 1_024 ? 64 : 256)
        else { return nil }
        return try? StructureRecord.unpack(plain)
    }

    /// Any columns as a stored structure record of the batch with this header.
    static func seal(
        _ columns: [UInt8], header: [UInt8], key: [UInt8], nonce: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(0)
        writer.varint(UInt64(columns.count))
        writer.bytes(columns)
        return record(writer.bytes, number: 0, header: header, key: key, nonce: nonce)
    }

    /// Any bytes as a record of the batch with this header.
    static func record(
        _ plain: [UInt8], number: UInt8, header: [UInt8], key: [UInt8], nonce: [UInt8]
    ) -> [UInt8] {
        nonce
            + AEAD.seal(
                Padding.pad(plain, blockSize: plain.count < 1_024 ? 64 : 256),
                additional: additional(header, number), nonce: nonce, key: recordKey(key))
    }

    private static func recordKey(_ key: [UInt8]) -> [UInt8] {
        KeyDerivation.derive(key, id: 1, context: "skrecord")
    }

    /// Workspace, author, seq and epoch of the header, and the record's number.
    private static func additional(_ header: [UInt8], _ number: UInt8 = 0) -> [UInt8] {
        Array("SKR1".utf8) + header[8..<80] + header[112..<116] + [0, 0, 0, number]
    }
}
