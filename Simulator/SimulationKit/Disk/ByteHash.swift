/// A quick 64-bit hash of what was written: tells runs apart, protects nothing.
///
/// Source: Fowler, Noll, Vo (RFC 9923), taken eight bytes at a step with the upper half folded in,
/// because hashing every page a byte at a time would take longer than writing it.
struct ByteHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func combine(_ word: UInt64) {
        value = (value ^ word) &* 0x0000_0100_0000_01B3
        value ^= value >> 32
    }

    /// The length counts as well, so that zeros at the end do.
    mutating func combine(_ bytes: [UInt8]) {
        combine(UInt64(bytes.count))
        bytes.withUnsafeBytes { buffer in
            var place = 0
            while place + 8 <= buffer.count {
                combine(
                    UInt64(
                        littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                place += 8
            }
            while place < buffer.count {
                combine(UInt64(buffer[place]))
                place += 1
            }
        }
    }

    static func of(_ bytes: [UInt8]) -> UInt64 {
        var hash = ByteHash()
        hash.combine(bytes)
        return hash.value
    }

    /// The hash of a write to a file, without what SQLite draws from its one generator for a whole
    /// process: runs side by side draw from each other's, and none of it is content.
    ///
    /// - A rollback journal (`-journal`) counts by length alone: it holds a nonce, checksums that
    ///   follow from it, and pages as they were, which have been hashed when they were written.
    /// - In a write-ahead log (`-wal`) salts and checksums count as zeros.
    ///
    /// - Parameter content: The file with the write in it.
    static func ofWrite(_ bytes: [UInt8], at offset: Int, path: String, in content: [UInt8])
        -> UInt64
    {
        if path.hasSuffix("-journal") { return UInt64(bytes.count) }
        guard path.hasSuffix("-wal") else { return of(bytes) }
        var masked = bytes
        for range in walNoise(in: offset..<offset + bytes.count, content) {
            for place in range.clamped(to: offset..<offset + bytes.count) {
                masked[place - offset] = 0
            }
        }
        return of(masked)
    }

    /// Salts and checksums: bytes 16 to 31 of the header, 8 to 23 of each frame's header.
    ///
    /// Source: sqlite.org/fileformat2.html, section 4.1.
    private static func walNoise(in range: Range<Int>, _ content: [UInt8]) -> [Range<Int>] {
        var noise = [16..<32]
        guard content.count >= 12 else { return noise }
        let pageBytes = content[8..<12].reduce(0) { $0 << 8 | Int($1) }
        let frameBytes = 24 + pageBytes
        var frame = 32 + max(0, range.lowerBound - 32) / frameBytes * frameBytes
        while frame < range.upperBound {
            noise.append(frame + 8..<frame + 24)
            frame += frameBytes
        }
        return noise
    }
}
