/// What was wrong with bytes that were to be read, opened or verified.
///
/// Trying again with the same bytes never helps: the sender (or the disk) has to be looked at.
package enum WireError: Error, Hashable, Sendable {
    // Reading
    /// More bytes were asked for than are left.
    case truncated(needed: Int, remaining: Int)
    /// Bytes follow the end of what was to be read.
    case trailingBytes(Int)
    /// A stated length is over the limit for what it measures.
    case tooLong(length: UInt64, max: UInt64)
    /// A variable-length integer with a needless last zero byte.
    case varintNotMinimal
    /// A variable-length integer that does not fit into 64 bits.
    case varintOverflow
    /// A fixed-size field of another size.
    case wrongLength(what: String, expected: Int, got: Int)

    // CBOR
    /// A length or integer not in its shortest form, at this offset.
    case cborNotShortest(offset: Int)
    /// A kind of item that the profile leaves out: floats, tags, indefinite lengths, other simples.
    case cborRefusedItem(initialByte: UInt8, offset: Int)
    /// A map key that does not sort after the one before it.
    case cborKeyOrder(offset: Int)
    case cborDuplicateKey(offset: Int)
    case cborTextNotUTF8(offset: Int)
    case cborTooDeep(max: Int)
    case cborTooManyItems(max: Int)

    // Text forms
    case notHex
    case notBase64

    // Cryptography
    /// libsodium refused the receiver's public key: a point of small order.
    case unusableBoxKey
    case badPadding
    /// Not exactly one zstd frame that states its content size.
    case notOneFrame
    /// libzstd's own words.
    case corruptFrame(String)

    // Notes
    case noteNotText
    case noteWithoutSignatures
    case noteTooManySignatures(max: Int)
    /// A line after the note's text that is no signature line.
    case noteSignatureLine(String)
    case keyName(String)
    case verifierKey(String)
    case noteNotSigned(by: String)
    case noteSignatureWrong(by: String)
    case checkpointText(String)
    case checkpointOrigin(expected: String, got: String)
}
