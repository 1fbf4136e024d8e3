import CSodium

/// BLAKE2b with 32 bytes of output (RFC 7693), without a key: a checksum of own files. What is
/// signed, named or put into the log is hashed with SHA-256.
package enum BLAKE2b {
    package static let length = 32

    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        Sodium.initialize()
        return Sodium.output(length) {
            crypto_generichash($0, length, bytes, UInt64(bytes.count), nil, 0)
        }
    }
}
