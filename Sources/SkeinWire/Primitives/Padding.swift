import CSodium

/// Hides a length up to a block (`sodium_pad`, ISO/IEC 7816-4): a byte 0x80, then zeros.
package enum Padding {
    /// The bytes lengthened by 1 to `blockSize` bytes, to a multiple of it.
    ///
    /// - Precondition: the block has at least one byte.
    package static func pad(_ bytes: [UInt8], blockSize: Int) -> [UInt8] {
        precondition(blockSize > 0, "a block has at least one byte")
        Sodium.initialize()
        let paddedCount = (bytes.count / blockSize + 1) * blockSize
        var padded = bytes
        padded.append(contentsOf: repeatElement(0, count: paddedCount - bytes.count))
        var written = 0
        let result = sodium_pad(&written, &padded, bytes.count, blockSize, paddedCount)
        precondition(result == 0 && written == paddedCount, "the padded size was computed above")
        return padded
    }

    /// Throws `badPadding` for anything that `pad` does not give.
    package static func unpad(_ bytes: [UInt8], blockSize: Int) throws(WireError) -> [UInt8] {
        precondition(blockSize > 0, "a block has at least one byte")
        guard !bytes.isEmpty, bytes.count % blockSize == 0 else { throw .badPadding }
        Sodium.initialize()
        var count = 0
        guard sodium_unpad(&count, bytes, bytes.count, blockSize) == 0 else { throw .badPadding }
        return Array(bytes.prefix(count))
    }
}
