/// One entry of a workspace's log, as its leaf hash covers it.
///
/// | bytes | field |
/// | --- | --- |
/// | 1 | kind: 1 member, 2 batch (3 is reserved for snapshots) |
/// | 8 | t_log: the relay's time, milliseconds since 1970, never decreasing |
/// | 4 + n, or 204 | a member body after its length, or a batch header |
/// | 64 | the author's signature |
///
/// Records are not part of it, only their root, so they can be destroyed without breaking the log.
package struct LogEntry: Hashable, Sendable {
    package static let memberKind: UInt8 = 1
    package static let batchKind: UInt8 = 2
    /// The largest entry that can be valid: a member entry.
    package static let bytesMax = 1 + 8 + 4 + MemberEntry.bytesMax + Signature.length

    package enum Body: Hashable, Sendable {
        case member([UInt8], signature: [UInt8])
        case batch(header: [UInt8], signature: [UInt8])
        /// A kind that this build does not know, with all bytes that follow the time.
        case unknown(kind: UInt8, [UInt8])
    }

    /// t_log, milliseconds.
    package let time: UInt64
    package let body: Body

    package init(time: UInt64, body: Body) {
        self.time = time
        self.body = body
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        switch body {
        case .member(let bytes, let signature):
            writer.u8(Self.memberKind)
            writer.u64(time)
            writer.prefixed(bytes)
            writer.bytes(signature)
        case .batch(let header, let signature):
            writer.u8(Self.batchKind)
            writer.u64(time)
            writer.bytes(header)
            writer.bytes(signature)
        case .unknown(let kind, let rest):
            writer.u8(kind)
            writer.u64(time)
            writer.bytes(rest)
        }
        return writer.bytes
    }

    package var leafHash: [UInt8] { Merkle.leafHash(encoded()) }

    /// Reads an entry of any content: whether it counts is `LogState`'s verdict alone.
    package static func decode(_ bytes: [UInt8]) throws(WireError) -> LogEntry {
        var reader = ByteReader(bytes)
        let kind = try reader.u8()
        let time = try reader.u64()
        let body: Body
        switch kind {
        case memberKind:
            let length = Int(try reader.u32())
            body = .member(
                try reader.bytes(length), signature: try reader.bytes(Signature.length))
        case batchKind:
            body = .batch(
                header: try reader.bytes(BatchHeader.length),
                signature: try reader.bytes(Signature.length))
        default: body = .unknown(kind: kind, reader.rest())
        }
        try reader.finish()
        return LogEntry(time: time, body: body)
    }
}
