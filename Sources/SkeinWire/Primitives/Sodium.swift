import CSodium

/// libsodium as a whole.
package enum Sodium {
    /// Prepares the library; every wrapper does it first. May be called from anywhere, any number
    /// of times; only the first call does anything.
    package static func initialize() { _ = isReady }

    private static let isReady: Bool = {
        let result = sodium_init()
        precondition(result >= 0, "libsodium finds no source of randomness")
        return true
    }()

    /// Unpredictable bytes from the operating system.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        initialize()
        return output(count) { randombytes_buf($0, count) }
    }

    /// Whether both are equal, in a time that depends on their length only.
    package static func secureCompare(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        initialize()
        return left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }

    /// An array of this length that `fill` writes wholly.
    static func output(_ count: Int, fill: (UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let start = buffer.baseAddress, count > 0 { fill(start) }
            initialized = count
        }
    }
}

extension RandomNumberGenerator {
    /// The next bytes of this generator: eight from each number, the highest first.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        var writer = ByteWriter()
        while writer.bytes.count < count { writer.u64(next()) }
        return Array(writer.bytes.prefix(count))
    }
}
