/// The Merkle tree of RFC 6962, section 2: leaf = SHA-256(0x00 || entry), node =
/// SHA-256(0x01 || left || right). Hashes have 32 bytes.
package enum Merkle {
    /// The root of a tree without leaves.
    package static let emptyRoot = SHA256.hash([])

    package static func leafHash(_ entry: [UInt8]) -> [UInt8] { SHA256.hash([0x00] + entry) }

    package static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var input: [UInt8] = []
        input.reserveCapacity(1 + 2 * SHA256.length)
        input.append(0x01)
        input.append(contentsOf: left)
        input.append(contentsOf: right)
        return SHA256.hash(input)
    }

    /// O(n). For roots at many sizes of one log: `Merkle.Tree`.
    package static func root(of leafHashes: some Sequence<[UInt8]>) -> [UInt8] {
        var frontier = Frontier()
        for leafHash in leafHashes { frontier.append(leafHash) }
        return frontier.root
    }

    /// Proof that the leaf at `index` is in the tree of all these leaves. O(n).
    ///
    /// - Precondition: there is such a leaf.
    package static func inclusionProof(index: UInt64, leaves: [[UInt8]]) -> [[UInt8]] {
        Tree(leaves).inclusionProof(index: index, size: UInt64(leaves.count))
    }

    /// Proof that the tree of all these leaves continues the tree of the first `size1`. O(n).
    ///
    /// - Precondition: there are so many leaves.
    package static func consistencyProof(size1: UInt64, leaves: [[UInt8]]) -> [[UInt8]] {
        Tree(leaves).consistencyProof(size1: size1, size2: UInt64(leaves.count))
    }
}
