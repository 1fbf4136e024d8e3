/// What a device posts to have an entry logged.
///
/// | bytes | field |
/// | --- | --- |
/// | 1 | kind: 1 member, 2 batch |
/// | 8 | the log size that it must follow; 2^64 - 1: any |
/// | n | a member body after its u32 length, then its signature of 64 bytes; or a sealed batch |
package struct AppendRequest: Hashable, Sendable {
    package static let anySize = UInt64.max

    package enum Payload: Hashable, Sendable {
        case member([UInt8], signature: [UInt8])
        case batch(SealedBatch)
    }

    /// Nil: whatever the log's size is. Member entries are appended only at the size stated.
    package let expectedSize: UInt64?
    package let payload: Payload

    package init(expectedSize: UInt64?, payload: Payload) {
        self.expectedSize = expectedSize
        self.payload = payload
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        switch payload {
        case .member(let body, let signature):
            writer.u8(LogEntry.memberKind)
            writer.u64(expectedSize ?? Self.anySize)
            writer.prefixed(body)
            writer.bytes(signature)
        case .batch(let batch):
            writer.u8(LogEntry.batchKind)
            writer.u64(expectedSize ?? Self.anySize)
            writer.bytes(batch.encoded())
        }
        return writer.bytes
    }

    /// Reads the whole of it, a batch's records too; see `AppendOffer` for the signed part alone.
    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> AppendRequest {
        let offer = try AppendOffer.decode(bytes)
        switch offer.content {
        case .member(let body, let signature):
            return AppendRequest(
                expectedSize: offer.expectedSize, payload: .member(body, signature: signature))
        case .batch(_, _, let sealed):
            return AppendRequest(
                expectedSize: offer.expectedSize, payload: .batch(try SealedBatch.decode(sealed)))
        }
    }
}
