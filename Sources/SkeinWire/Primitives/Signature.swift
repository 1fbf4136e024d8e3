import CSodium

/// Ed25519 signatures, verified by libsodium alone: another verifier could judge edge cases
/// otherwise, and two replicas would disagree about which operations count.
package enum Signature {
    package static let length = 64
    package static let keyLength = 32

    /// Whether this is the key's signature over the padded label, where there is one, and the
    /// message; false for a signature or key of another length.
    package static func verify(
        _ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8], label: String?
    ) -> Bool {
        guard signature.count == length, publicKey.count == keyLength else { return false }
        Sodium.initialize()
        let signed = signedBytes(message, label: label)
        return crypto_sign_verify_detached(signature, signed, UInt64(signed.count), publicKey) == 0
    }

    static func signedBytes(_ message: [UInt8], label: String?) -> [UInt8] {
        label.map { Label.padded($0) + message } ?? message
    }
}
