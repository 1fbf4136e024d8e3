/// The sealing of one record.
///
/// | bytes | field |
/// | --- | --- |
/// | 24 | nonce |
/// | padded | XChaCha20-Poly1305 of the plaintext, padded with `sodium_pad` |
/// | 16 | its tag |
///
/// Padded to a multiple of 64 where that makes at most 1,024 bytes, else of 256.
/// Key: kdf(epoch key, 1, `skrecord`). Additional data: `SKR1` || workspace 32 || author 32 ||
/// seq 8 || epoch 4 || number of the record in the batch 4.
struct RecordSeal {
    static let nonceLength = AEAD.nonceLength
    static let overhead = AEAD.nonceLength + AEAD.overhead
    /// The longest plaintext: padded by at least one byte to a multiple of 256 that fits a record.
    static let plainBytesMax = (BatchLimits.recordBytesMax - overhead) / 256 * 256 - 1
    private static let smallBlock = 64
    private static let smallMax = 1_024
    private static let largeBlock = 256

    private let key: [UInt8]
    /// The additional data up to the record's number.
    private let prefix: [UInt8]

    init(header: BatchHeader, epochKey: [UInt8]) {
        key = KeyDerivation.derive(epochKey, id: 1, context: "skrecord")
        var writer = ByteWriter()
        writer.bytes(Array("SKR1".utf8))
        writer.bytes(header.workspace.bytes)
        writer.bytes(header.author.bytes)
        writer.u64(header.seq)
        writer.u32(header.epoch)
        prefix = writer.bytes
    }

    /// - Precondition: at most `plainBytesMax` bytes; a nonce never used before.
    func seal(_ plain: [UInt8], number: Int, nonce: [UInt8]) -> [UInt8] {
        precondition(plain.count <= Self.plainBytesMax, "a record's plaintext fits")
        let block = plain.count < Self.smallMax ? Self.smallBlock : Self.largeBlock
        return nonce
            + AEAD.seal(
                Padding.pad(plain, blockSize: block), additional: additional(number), nonce: nonce,
                key: key)
    }

    /// Nil for what was not sealed under this key in this place, or is not padded as above.
    func open(_ sealed: [UInt8], number: Int) -> [UInt8]? {
        guard sealed.count > Self.overhead, sealed.count <= BatchLimits.recordBytesMax,
            let padded = AEAD.open(
                Array(sealed.dropFirst(Self.nonceLength)), additional: additional(number),
                nonce: Array(sealed.prefix(Self.nonceLength)), key: key)
        else { return nil }
        let block = padded.count <= Self.smallMax ? Self.smallBlock : Self.largeBlock
        return try? Padding.unpad(padded, blockSize: block)
    }

    /// The length of a sealed record with a plaintext of this length.
    static func sealedLength(plain: Int) -> Int {
        let block = plain < smallMax ? smallBlock : largeBlock
        return overhead + (plain / block + 1) * block
    }

    private func additional(_ number: Int) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes(prefix)
        writer.u32(UInt32(number))
        return writer.bytes
    }
}
