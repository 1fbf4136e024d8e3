import CSodium

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha, libsodium's `_ietf` form): encryption that notices
/// any change of the ciphertext or of the additional data.
///
/// It does not commit to its key: who can choose keys must be bound by a commitment elsewhere.
package enum AEAD {
    package static let keyLength = 32
    package static let nonceLength = 24
    /// How much longer a ciphertext is than its plaintext.
    package static let overhead = 16

    /// The ciphertext followed by its 16-byte tag.
    ///
    /// - Precondition: a nonce of 24 bytes, never used with this key before; a key of 32 bytes.
    package static func seal(
        _ plain: [UInt8], additional: [UInt8], nonce: [UInt8], key: [UInt8]
    ) -> [UInt8] {
        precondition(nonce.count == nonceLength, "an XChaCha20 nonce has 24 bytes")
        precondition(key.count == keyLength, "an XChaCha20 key has 32 bytes")
        Sodium.initialize()
        return Sodium.output(plain.count + overhead) { sealed in
            crypto_aead_xchacha20poly1305_ietf_encrypt(
                sealed, nil, plain, UInt64(plain.count), additional, UInt64(additional.count), nil,
                nonce, key)
        }
    }

    /// The plaintext; nil if anything was changed or has a length that cannot be.
    package static func open(
        _ sealed: [UInt8], additional: [UInt8], nonce: [UInt8], key: [UInt8]
    ) -> [UInt8]? {
        guard sealed.count >= overhead, nonce.count == nonceLength, key.count == keyLength else {
            return nil
        }
        Sodium.initialize()
        var plain = [UInt8](repeating: 0, count: sealed.count - overhead)
        let result = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, nil, nil, sealed, UInt64(sealed.count), additional, UInt64(additional.count),
            nonce, key)
        return result == 0 ? plain : nil
    }
}
