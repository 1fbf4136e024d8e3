/// Why bytes are no entry, header, invite or the like.
package enum FormatError: Error, Hashable {
    case bytes(WireError)
    case notAMap
    /// A field that has to be there is not.
    case missing(String)
    /// A field that this version does not know.
    case unknown(String)
    /// A field of the wrong type, length or range.
    case wrong(String)
    case wrongLength(Int)
    case wrongMagic
    case tooLarge(Int)
    case unsupportedVersion(UInt64)
}
