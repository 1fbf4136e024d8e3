#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// A batch as it travels to the relay: the signed header and all sealed records.
///
/// | bytes | field |
/// | --- | --- |
/// | 204 | header |
/// | 64 | signature |
/// | 4 each | length of each record; their number stands in the header |
/// | the lengths | the sealed records |
package struct SealedBatch: Hashable, Sendable {
    /// The largest encoding.
    package static let bytesMax =
        BatchHeader.length + Signature.length + 4 * BatchLimits.recordCounts.upperBound
        + BatchLimits.recordBytesTotalMax

    package let header: [UInt8]
    package let signature: [UInt8]
    package let records: [[UInt8]]

    package init(header: [UInt8], signature: [UInt8], records: [[UInt8]]) {
        self.header = header
        self.signature = signature
        self.records = records
    }

    /// SHA-256 of the header.
    package var id: [UInt8] { SHA256.hash(header) }

    /// The entry that this batch becomes at a log time in milliseconds.
    package func entry(at time: UInt64) -> LogEntry {
        LogEntry(time: time, body: .batch(header: header, signature: signature))
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes(header)
        writer.bytes(signature)
        for record in records { writer.u32(UInt32(record.count)) }
        for record in records { writer.bytes(record) }
        return writer.bytes
    }

    /// Reads a whole batch: number, lengths and root of the records have to fit the header. Whether
    /// the header itself counts is `LogState`'s verdict.
    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> SealedBatch {
        guard bytes.count <= bytesMax else { throw .tooLarge(bytes.count) }
        var reader = ByteReader(bytes)
        do {
            let header = try reader.bytes(BatchHeader.length)
            let signature = try reader.bytes(Signature.length)
            let lengths = try Self.lengths(
                &reader, count: try BatchHeader.decode(header).recordCount)
            var records: [[UInt8]] = []
            for length in lengths { records.append(try reader.bytes(length)) }
            try reader.finish()
            let batch = SealedBatch(header: header, signature: signature, records: records)
            try batch.checkRecords()
            return batch
        } catch let error as FormatError {
            throw error
        } catch let error as WireError {
            throw .bytes(error)
        } catch {
            throw .wrong("batch")
        }
    }

    private static func lengths(
        _ reader: inout ByteReader, count: UInt32
    ) throws -> [Int] {
        guard BatchLimits.recordCounts.contains(Int(count)) else {
            throw FormatError.wrong("record count")
        }
        var lengths: [Int] = []
        for _ in 0..<count {
            let length = Int(try reader.u32())
            guard length <= BatchLimits.recordBytesMax else { throw FormatError.tooLarge(length) }
            lengths.append(length)
        }
        return lengths
    }

    /// Whether the records are the ones that the header promises: number, sizes, root.
    package func checkRecords() throws(FormatError) {
        let header = try BatchHeader.decode(header)
        guard BatchLimits.recordCounts.contains(records.count),
            records.count == Int(header.recordCount)
        else { throw .wrong("record count") }
        for record in records where record.count > BatchLimits.recordBytesMax {
            throw .tooLarge(record.count)
        }
        let total = records.reduce(0) { $0 + $1.count }
        guard total <= BatchLimits.recordBytesTotalMax else { throw .tooLarge(total) }
        guard total == Int(header.recordBytes) else { throw .wrong("record bytes") }
        #if PLANTED_BUGS
            if planted(.recordsNotChecked) { return }
        #endif
        guard Merkle.root(of: records.map(Merkle.leafHash)) == header.recordsRoot else {
            throw .wrong("records root")
        }
    }
}
