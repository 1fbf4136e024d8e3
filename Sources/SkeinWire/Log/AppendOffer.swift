/// An `AppendRequest` of which only what is signed has been read.
///
/// A batch's records, the long part, can wait until the author is known to be a member who may go
/// on with this header.
package struct AppendOffer: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case member([UInt8], signature: [UInt8])
        /// `sealed` is the whole `SealedBatch`, as it came.
        case batch(header: [UInt8], signature: [UInt8], sealed: [UInt8])
    }

    /// As in `AppendRequest`.
    package let expectedSize: UInt64?
    package let content: Content

    /// What would be logged.
    package var body: LogEntry.Body {
        switch content {
        case .member(let body, let signature): .member(body, signature: signature)
        case .batch(let header, let signature, _): .batch(header: header, signature: signature)
        }
    }

    /// SHA-256 of what is signed: equal for a repeated append, whatever its records look like.
    package var key: [UInt8] {
        switch content {
        case .member(let body, _): SHA256.hash(body)
        case .batch(let header, _, _): SHA256.hash(header)
        }
    }

    /// A batch's sealed records, checked against its header; none for a member entry.
    package func records() throws(FormatError) -> [[UInt8]] {
        guard case .batch(_, _, let sealed) = content else { return [] }
        return try SealedBatch.decode(sealed).records
    }

    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> AppendOffer {
        var reader = ByteReader(bytes)
        do {
            let kind = try reader.u8()
            let size = try reader.u64()
            let content: Content
            switch kind {
            case LogEntry.memberKind: content = try member(&reader)
            case LogEntry.batchKind: content = try batch(reader.rest())
            default: throw FormatError.wrong("kind")
            }
            return AppendOffer(
                expectedSize: size == AppendRequest.anySize ? nil : size, content: content)
        } catch let error as WireError {
            throw .bytes(error)
        } catch let error as FormatError {
            throw error
        } catch {
            throw .wrong("append")
        }
    }

    private static func member(_ reader: inout ByteReader) throws(WireError) -> Content {
        let body = try reader.prefixed(max: MemberEntry.bytesMax)
        let signature = try reader.bytes(Signature.length)
        try reader.finish()
        return .member(body, signature: signature)
    }

    private static func batch(_ sealed: [UInt8]) throws -> Content {
        guard sealed.count <= SealedBatch.bytesMax else {
            throw FormatError.tooLarge(sealed.count)
        }
        var reader = ByteReader(sealed)
        return .batch(
            header: try reader.bytes(BatchHeader.length),
            signature: try reader.bytes(Signature.length), sealed: sealed)
    }
}
