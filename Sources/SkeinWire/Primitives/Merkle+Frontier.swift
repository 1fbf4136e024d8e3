extension Merkle {
    /// The right edge of a growing tree: the roots of its whole subtrees, largest first, one for
    /// each bit that is set in the size.
    ///
    /// | bytes | field |
    /// | --- | --- |
    /// | 8 | size |
    /// | 32 each | the subtrees' roots, largest first |
    package struct Frontier: Hashable, Sendable {
        package private(set) var size: UInt64 = 0
        private var peaks: [[UInt8]] = []

        package init() {}

        /// Amortised O(1) hashes, O(log n) at worst.
        ///
        /// - Precondition: the leaf hash has 32 bytes.
        package mutating func append(_ leafHash: [UInt8]) {
            precondition(leafHash.count == SHA256.length, "a leaf hash has 32 bytes")
            var hash = leafHash
            for _ in 0..<(~size).trailingZeroBitCount {
                hash = nodeHash(peaks.removeLast(), hash)
            }
            peaks.append(hash)
            size += 1
        }

        /// The tree's root. O(log n).
        package var root: [UInt8] {
            guard let smallest = peaks.last else { return emptyRoot }
            return peaks.dropLast().reversed().reduce(smallest) { nodeHash($1, $0) }
        }

        package func encoded() -> [UInt8] {
            var writer = ByteWriter()
            writer.u64(size)
            for peak in peaks { writer.bytes(peak) }
            return writer.bytes
        }

        package static func decode(_ bytes: [UInt8]) throws(WireError) -> Frontier {
            var reader = ByteReader(bytes)
            var frontier = Frontier()
            frontier.size = try reader.u64()
            for _ in 0..<frontier.size.nonzeroBitCount {
                frontier.peaks.append(try reader.bytes(SHA256.length))
            }
            try reader.finish()
            return frontier
        }
    }
}
