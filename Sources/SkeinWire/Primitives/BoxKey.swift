import CSodium

/// An X25519 key pair that opens sealed boxes (`crypto_box_seal`).
package struct BoxKey: Sendable {
    package static let seedLength = 32
    package static let keyLength = 32
    /// How much longer a box is than what lies in it: a public key and an authenticator.
    package static let overhead = 48

    /// 32 bytes.
    package let publicKey: [UInt8]
    let secretKey: [UInt8]

    /// - Precondition: the seed has 32 bytes.
    package init(seed: [UInt8]) {
        precondition(seed.count == Self.seedLength, "a box seed has 32 bytes")
        Sodium.initialize()
        var secretKey = [UInt8](repeating: 0, count: Self.keyLength)
        publicKey = Sodium.output(Self.keyLength) { publicKey in
            crypto_box_seed_keypair(publicKey, &secretKey, seed)
        }
        self.secretKey = secretKey
    }

    /// A key pair made elsewhere.
    ///
    /// - Precondition: both parts have 32 bytes.
    init(publicKey: [UInt8], secretKey: [UInt8]) {
        precondition(
            publicKey.count == Self.keyLength && secretKey.count == Self.keyLength,
            "the parts of a box key have 32 bytes each")
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// A box that only the holder of the key can open; its sender stays unknown.
    ///
    /// Throws `wrongLength` for a key of another length, `unusableBoxKey` for one that would make
    /// the shared secret zero. Not repeatable: each box has a random key of its own.
    package static func seal(
        _ message: [UInt8], to publicKey: [UInt8]
    ) throws(WireError) -> [UInt8] {
        guard publicKey.count == keyLength else {
            throw .wrongLength(what: "box key", expected: keyLength, got: publicKey.count)
        }
        Sodium.initialize()
        var result: Int32 = -1
        let box = Sodium.output(message.count + overhead) { box in
            result = crypto_box_seal(box, message, UInt64(message.count), publicKey)
            // A refusing libsodium leaves the output alone, yet it counts as written.
            if result != 0 { box.initialize(repeating: 0, count: message.count + overhead) }
        }
        guard result == 0 else { throw .unusableBoxKey }
        return box
    }

    /// What lies in the box; nil if it was not made for this key, or was changed.
    package func open(_ box: [UInt8]) -> [UInt8]? {
        guard box.count >= Self.overhead else { return nil }
        Sodium.initialize()
        var message = [UInt8](repeating: 0, count: box.count - Self.overhead)
        let result = crypto_box_seal_open(
            &message, box, UInt64(box.count), publicKey, secretKey)
        return result == 0 ? message : nil
    }
}

extension BoxKey: CustomStringConvertible {
    /// Without the secret, so that it cannot slip into a message.
    package var description: String { "BoxKey(public: \(Hex.encode(publicKey)))" }
}

extension BoxKey: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
