/// Six digits that both sides of a join read to each other: equal on both screens only if both
/// have the same four keys before them.
package enum ComparisonCode {
    /// The first eight bytes of SHA-256(`sk1 compare` padded to 16 || joiner's device id || owner's
    /// device id), as a number modulo a million. A device id is a hash over both of its keys.
    package static func digits(joiner: DeviceID, owner: DeviceID) -> String {
        let hash = SHA256.hash(Label.padded(Label.comparison), joiner.bytes, owner.bytes)
        let number = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
