import CSodium

/// SHA-256, the project's one hash.
package enum SHA256 {
    package static let length = 32

    /// The 32-byte hash of the parts, one after another.
    package static func hash(_ parts: [UInt8]...) -> [UInt8] {
        guard parts.count > 1 else { return hashOne(parts.first ?? []) }
        var stream = Stream()
        for part in parts { stream.update(part) }
        return stream.finalize()
    }

    private static func hashOne(_ bytes: [UInt8]) -> [UInt8] {
        Sodium.output(length) { crypto_hash_sha256($0, bytes, UInt64(bytes.count)) }
    }

    /// A hash over bytes that come piece by piece; a copy goes its own way.
    package struct Stream {
        private var state = crypto_hash_sha256_state()

        package init() { crypto_hash_sha256_init(&state) }

        package mutating func update(_ bytes: [UInt8]) {
            crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
        }

        /// The 32-byte hash of all bytes so far.
        package func finalize() -> [UInt8] {
            var copy = state
            return Sodium.output(SHA256.length) { crypto_hash_sha256_final(&copy, $0) }
        }
    }
}
