import SkeinWire

/// What a device offers for the log.
///
/// | bytes | field |
/// | --- | --- |
/// | 1 | kind: 1 member entry, 2 batch |
/// | 8 | size that the log must have, 2^64 - 1: any |
/// | n | member: u32 length, body, signature of 64; batch: `SealedBatch.encoded` |
///
/// Only what is signed is read here. A batch's records, the long part, stay unread until the author
/// is known to be a member who may go on with this header.
struct Submission {
    static let anySize = UInt64.max

    let expectedSize: UInt64?
    let body: LogEntry.Body
    /// SHA-256 of what is signed: equal for a repeated append, whatever its records look like.
    let key: [UInt8]
    /// The bytes of a `SealedBatch`; nil for a member entry.
    let batch: [UInt8]?

    static func decode(
        _ bytes: [UInt8], limits: RelayLimits
    ) throws(SubmissionError) -> Submission {
        guard bytes.count <= limits.appendBytesMax else {
            throw .tooLarge("an append has at most \(limits.appendBytesMax) bytes")
        }
        do {
            return try read(bytes, limits: limits)
        } catch let error as SubmissionError {
            throw error
        } catch {
            throw .malformed("the append cannot be read: \(error)")
        }
    }

    private static func read(_ bytes: [UInt8], limits: RelayLimits) throws -> Submission {
        var reader = ByteReader(bytes)
        let kind = try reader.u8()
        let size = try reader.u64()
        let expected = size == anySize ? nil : size
        switch kind {
        case LogEntry.memberKind:
            let length = Int(try reader.u32())
            guard length <= limits.memberBytesMax else {
                throw SubmissionError.tooLarge(
                    "a member entry has at most \(limits.memberBytesMax) bytes")
            }
            let body = try reader.bytes(length)
            let signature = try reader.bytes(Signature.length)
            try reader.finish()
            return Submission(
                expectedSize: expected, body: .member(body, signature: signature),
                key: SHA256.hash(body), batch: nil)
        case LogEntry.batchKind:
            let batch = reader.rest()
            guard batch.count <= SealedBatch.bytesMax else {
                throw SubmissionError.tooLarge("a batch has at most \(SealedBatch.bytesMax) bytes")
            }
            var start = ByteReader(batch)
            let header = try start.bytes(BatchHeader.length)
            let signature = try start.bytes(Signature.length)
            return Submission(
                expectedSize: expected, body: .batch(header: header, signature: signature),
                key: SHA256.hash(header), batch: batch)
        default: throw SubmissionError.malformed("there is no entry of kind \(kind)")
        }
    }
}

enum SubmissionError: Error {
    case malformed(String)
    case tooLarge(String)

    var refusal: RelayRefusal {
        switch self {
        case .malformed(let detail): RelayRefusal(.malformed, detail)
        case .tooLarge(let detail): RelayRefusal(.tooLarge, detail)
        }
    }
}
