package import SkeinWire

/// Why stored bytes are no act or lease: the database is damaged or of a newer build; trying again
/// does not help.
package enum ActDecodingError: Error, Hashable, Sendable {
    case notCBOR(WireError)
    case wrongForm
}
