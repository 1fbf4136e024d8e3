extension Merkle {
    /// Whether the proof shows this leaf at `index` in the tree with this size and root.
    ///
    /// The walk of RFC 9162, section 2.1.3.2: `node` and `last` are the places, in their level, of
    /// the subtree that holds the leaf and of the level's last subtree.
    package static func verifyInclusion(
        leafHash: [UInt8], index: UInt64, size: UInt64, proof: [[UInt8]], root: [UInt8]
    ) -> Bool {
        guard index < size, areHashes([leafHash, root]), areHashes(proof) else { return false }
        var (node, last, hash) = (index, size - 1, leafHash)
        for sibling in proof {
            guard last != 0 else { return false }
            if isOnRightEdge(&node, &last) {
                hash = nodeHash(sibling, hash)
            } else {
                hash = nodeHash(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// Whether the proof shows that the tree of `size2` continues the tree of `size1`.
    ///
    /// Section 2.1.4.2. Every tree continues the empty one; that and equal sizes need no proof, and
    /// only an empty one is accepted.
    package static func verifyConsistency(
        size1: UInt64, size2: UInt64, proof: [[UInt8]], root1: [UInt8], root2: [UInt8]
    ) -> Bool {
        guard size1 <= size2, areHashes([root1, root2]), areHashes(proof) else { return false }
        if size1 == size2 { return proof.isEmpty && root1 == root2 }
        if size1 == 0 { return proof.isEmpty && root1 == emptyRoot }
        // A whole subtree's hash is the old root itself, which the proof therefore leaves out.
        let path = size1.nonzeroBitCount == 1 ? [root1] + proof : proof
        guard let start = path.first else { return false }

        let shift = UInt64((size1 - 1).trailingOnes)
        var (node, last) = ((size1 - 1) >> shift, (size2 - 1) >> shift)
        var (old, new) = (start, start)
        for sibling in path.dropFirst() {
            guard last != 0 else { return false }
            if isOnRightEdge(&node, &last) {
                old = nodeHash(sibling, old)
                new = nodeHash(sibling, new)
            } else {
                new = nodeHash(new, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && old == root1 && new == root2
    }

    /// True where the next sibling of the proof stands to the left; levels in which the right edge
    /// has no sibling are passed over.
    private static func isOnRightEdge(_ node: inout UInt64, _ last: inout UInt64) -> Bool {
        guard node & 1 == 1 || node == last else { return false }
        while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
        return true
    }

    private static func areHashes(_ hashes: [[UInt8]]) -> Bool {
        hashes.allSatisfy { $0.count == SHA256.length }
    }
}

extension UInt64 {
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
