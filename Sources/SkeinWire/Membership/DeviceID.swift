/// The name of a device everywhere: a hash over its two public keys.
public struct DeviceID: Hashable, Comparable, Sendable {
    public static let length = 32
    public let bytes: [UInt8]

    /// - Precondition: 32 bytes.
    public init(_ bytes: [UInt8]) {
        precondition(bytes.count == Self.length, "a device id has 32 bytes")
        self.bytes = bytes
    }

    /// For foreign bytes: nil where the length does not fit.
    public init?(validating bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// SHA-256(`sk1 device id` padded to 16 || Ed25519 key || X25519 key).
    package static func of(sign: [UInt8], box: [UInt8]) -> DeviceID {
        DeviceID(SHA256.hash(Label.padded(Label.deviceID), sign, box))
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
