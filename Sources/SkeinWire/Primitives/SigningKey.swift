import CSodium

/// An Ed25519 key pair.
package struct SigningKey: Sendable {
    package static let seedLength = 32

    /// 32 bytes.
    package let publicKey: [UInt8]
    /// libsodium's form: seed, then public key.
    private let secretKey: [UInt8]

    /// - Precondition: the seed has 32 bytes.
    package init(seed: [UInt8]) {
        precondition(seed.count == Self.seedLength, "an Ed25519 seed has 32 bytes")
        Sodium.initialize()
        var secretKey = [UInt8](repeating: 0, count: Self.seedLength + Signature.keyLength)
        publicKey = Sodium.output(Signature.keyLength) { publicKey in
            crypto_sign_seed_keypair(publicKey, &secretKey, seed)
        }
        self.secretKey = secretKey
    }

    /// The 64-byte signature over the padded label, where there is one, and the message.
    package func sign(_ message: [UInt8], label: String?) -> [UInt8] {
        let signed = Signature.signedBytes(message, label: label)
        return Sodium.output(Signature.length) { signature in
            crypto_sign_detached(signature, nil, signed, UInt64(signed.count), secretKey)
        }
    }
}

extension SigningKey: CustomStringConvertible {
    /// Without the secret, so that it cannot slip into a message.
    package var description: String { "SigningKey(public: \(Hex.encode(publicKey)))" }
}

extension SigningKey: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
