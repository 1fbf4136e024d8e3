import CSodium

/// Proof of knowing a shared secret (`crypto_auth`, HMAC-SHA-512-256).
package enum Authentication {
    package static let keyLength = 32
    package static let macLength = 32

    /// The 32-byte authenticator of a message.
    ///
    /// - Precondition: the key has 32 bytes.
    package static func mac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition(key.count == keyLength, "an authentication key has 32 bytes")
        Sodium.initialize()
        return Sodium.output(macLength) { crypto_auth($0, message, UInt64(message.count), key) }
    }

    /// Whether the authenticator was made for the message with this key; false for other lengths.
    package static func verify(_ mac: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
        guard mac.count == macLength, key.count == keyLength else { return false }
        Sodium.initialize()
        return crypto_auth_verify(mac, message, UInt64(message.count), key) == 0
    }
}
