extension Merkle {
    /// All leaf hashes of a log with the hashes of its whole subtrees, 64 bytes a leaf: roots and
    /// proofs at any size so far in O(log n) hashes.
    package struct Tree: Sendable {
        /// By height, from the leaves up: the hashes of the whole subtrees, one after another.
        private var levels: [[UInt8]] = [[]]

        package init() {}

        package init(_ leafHashes: some Sequence<[UInt8]>) {
            for leafHash in leafHashes { append(leafHash) }
        }

        package var size: UInt64 { UInt64(levels[0].count / SHA256.length) }

        /// - Precondition: the leaf hash has 32 bytes.
        package mutating func append(_ leafHash: [UInt8]) {
            precondition(leafHash.count == SHA256.length, "a leaf hash has 32 bytes")
            let completed = (~size).trailingZeroBitCount
            var hash = leafHash
            for height in 0..<completed {
                let left = Array(levels[height].suffix(SHA256.length))
                levels[height].append(contentsOf: hash)
                hash = nodeHash(left, hash)
            }
            if levels.count == completed { levels.append([]) }
            levels[completed].append(contentsOf: hash)
        }

        /// - Precondition: there is such a leaf.
        package func leafHash(_ index: UInt64) -> [UInt8] {
            precondition(index < size, "a leaf of the tree")
            return node(height: 0, index)
        }

        /// The root when the tree had this size.
        ///
        /// - Precondition: the tree has at least this size.
        package func root(at size: UInt64) -> [UInt8] {
            precondition(size <= self.size, "a size that the tree has had")
            return size == 0 ? emptyRoot : hash(0..<size)
        }

        /// - Precondition: `index < size`, and the tree has at least this size.
        package func inclusionProof(index: UInt64, size: UInt64) -> [[UInt8]] {
            precondition(
                index < size && size <= self.size, "a leaf of a size that the tree has had")
            return path(to: index, in: 0..<size)
        }

        /// Empty where `size1` is 0 or `size2`: nothing is to be shown.
        ///
        /// - Precondition: `size1 <= size2`, and the tree has at least that size.
        package func consistencyProof(size1: UInt64, size2: UInt64) -> [[UInt8]] {
            precondition(size1 <= size2 && size2 <= size, "two sizes that the tree has had")
            guard size1 > 0, size1 < size2 else { return [] }
            return subproof(size1, in: 0..<size2, isOldRoot: true)
        }

        /// RFC 6962, section 2.1.1: PATH(m, D[n]).
        private func path(to index: UInt64, in leaves: Range<UInt64>) -> [[UInt8]] {
            guard leaves.count > 1 else { return [] }
            let middle = split(leaves)
            return index < middle
                ? path(to: index, in: leaves.lowerBound..<middle) + [
                    hash(middle..<leaves.upperBound)
                ]
                : path(to: index, in: middle..<leaves.upperBound) + [
                    hash(leaves.lowerBound..<middle)
                ]
        }

        /// RFC 6962, section 2.1.2: SUBPROOF(m, D[n], b), `boundary` counted from the log's start.
        private func subproof(
            _ boundary: UInt64, in leaves: Range<UInt64>, isOldRoot: Bool
        ) -> [[UInt8]] {
            if boundary == leaves.upperBound { return isOldRoot ? [] : [hash(leaves)] }
            let middle = split(leaves)
            let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
            return boundary <= middle
                ? subproof(boundary, in: left, isOldRoot: isOldRoot) + [hash(right)]
                : subproof(boundary, in: right, isOldRoot: false) + [hash(left)]
        }

        private func hash(_ leaves: Range<UInt64>) -> [UInt8] {
            let count = leaves.upperBound - leaves.lowerBound
            if count.nonzeroBitCount == 1 {
                let height = count.trailingZeroBitCount
                return node(height: height, leaves.lowerBound >> UInt64(height))
            }
            let middle = split(leaves)
            return nodeHash(hash(leaves.lowerBound..<middle), hash(middle..<leaves.upperBound))
        }

        /// Where the left subtree ends: the largest power of two below the count.
        private func split(_ leaves: Range<UInt64>) -> UInt64 {
            let count = leaves.upperBound - leaves.lowerBound
            return leaves.lowerBound + 1
                << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
        }

        private func node(height: Int, _ index: UInt64) -> [UInt8] {
            let start = Int(index) * SHA256.length
            return Array(levels[height][start..<start + SHA256.length])
        }
    }
}
