import CSodium

/// Keys made from a key (`crypto_kdf`, BLAKE2b).
package enum KeyDerivation {
    package static let keyLength = 32
    package static let contextLength = 8
    package static let lengthRange = 16...64

    /// The subkey with this number within this context.
    ///
    /// - Precondition: a key of 32 bytes, a context of 8 bytes, a length of 16 to 64 bytes.
    package static func derive(
        _ key: [UInt8], id: UInt64, context: String, length: Int = 32
    ) -> [UInt8] {
        let contextBytes = context.utf8.map { CChar(bitPattern: $0) }
        precondition(key.count == keyLength, "a key to derive from has 32 bytes")
        precondition(contextBytes.count == contextLength, "a derivation context has 8 bytes")
        precondition(lengthRange.contains(length), "a derived key has 16 to 64 bytes")
        Sodium.initialize()
        return Sodium.output(length) { subkey in
            crypto_kdf_derive_from_key(subkey, length, id, contextBytes, key)
        }
    }
}
