import SkeinTesting
import SkeinWire
import Testing

struct MerkleTests {
    private static let leaves = (0..<70).map { Merkle.leafHash([UInt8($0)]) }
    private static let tree = Merkle.Tree(leaves)

    /// RFC 6962's own definition, slow and obvious.
    private static func reference(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1 else { return leaves.first ?? SHA256.hash([]) }
        var left = 1
        while left * 2 < leaves.count { left *= 2 }
        return SHA256.hash(
            [0x01] + reference(leaves.prefix(left)) + reference(leaves.dropFirst(left)))
    }

    @Test func `leaf and node hashes are those of the standard`() {
        #expect(Merkle.leafHash([1, 2]) == SHA256.hash([0, 1, 2]))
        let (left, right) = (Self.leaves[0], Self.leaves[1])
        #expect(Merkle.nodeHash(left, right) == SHA256.hash([1] + left + right))
        #expect(Merkle.emptyRoot == SHA256.hash([]))
    }

    @Test func `frontier, tree and definition agree about every size`() throws {
        var frontier = Merkle.Frontier()
        for size in 0...Self.leaves.count {
            let root = Self.reference(Self.leaves.prefix(size))
            #expect(frontier.size == UInt64(size))
            #expect(frontier.root == root)
            #expect(Merkle.root(of: Self.leaves.prefix(size)) == root)
            #expect(Self.tree.root(at: UInt64(size)) == root)
            #expect(try Merkle.Frontier.decode(frontier.encoded()) == frontier)
            #expect(frontier.encoded().count == 8 + 32 * size.nonzeroBitCount)
            if size < Self.leaves.count { frontier.append(Self.leaves[size]) }
        }
        #expect(Self.tree.leafHash(69) == Self.leaves[69])
    }

    @Test func `a frontier of another length is refused`() {
        var frontier = Merkle.Frontier()
        for leaf in Self.leaves.prefix(5) { frontier.append(leaf) }
        let bytes = frontier.encoded()
        #expect(throws: WireError.truncated(needed: 32, remaining: 31)) {
            try Merkle.Frontier.decode(bytes.dropLast())
        }
        #expect(throws: WireError.trailingBytes(1)) { try Merkle.Frontier.decode(bytes + [0]) }
    }

    @Test func `each leaf's proof holds for that leaf, place, size and root alone`() {
        for size in 1...40 as ClosedRange<UInt64> {
            let root = Self.tree.root(at: size)
            for index in 0..<size {
                let proof = Self.tree.inclusionProof(index: index, size: size)
                func holds(
                    leaf: UInt64? = nil, index: UInt64, size: UInt64, root: [UInt8],
                    proof: [[UInt8]]
                ) -> Bool {
                    Merkle.verifyInclusion(
                        leafHash: Self.leaves[Int(leaf ?? index)], index: index, size: size,
                        proof: proof, root: root)
                }
                #expect(holds(index: index, size: size, root: root, proof: proof))
                #expect(
                    !holds(leaf: index + 1, index: index, size: size, root: root, proof: proof))
                #expect(
                    !holds(leaf: index, index: index + 1, size: size, root: root, proof: proof))
                #expect(
                    !holds(
                        index: index, size: size, root: Self.tree.root(at: size + 1),
                        proof: proof))
                #expect(!holds(index: index, size: size, root: root, proof: proof + [root]))
                #expect(
                    proof.isEmpty
                        || !holds(index: index, size: size, root: root, proof: proof.dropLast()))
                for changed in Self.changes(proof) {
                    #expect(!holds(index: index, size: size, root: root, proof: changed))
                }
            }
        }
    }

    @Test func `each pair of sizes has a proof that holds for no other roots`() {
        for size2 in 0...33 as ClosedRange<UInt64> {
            for size1 in 0...size2 {
                let proof = Self.tree.consistencyProof(size1: size1, size2: size2)
                let (root1, root2) = (Self.tree.root(at: size1), Self.tree.root(at: size2))
                func holds(_ proof: [[UInt8]], _ root1: [UInt8], _ root2: [UInt8]) -> Bool {
                    Merkle.verifyConsistency(
                        size1: size1, size2: size2, proof: proof, root1: root1, root2: root2)
                }
                #expect(holds(proof, root1, root2), "\(size1) to \(size2)")
                let other = Self.tree.root(at: size2 + 1)
                #expect(!holds(proof, other, root2), "\(size1) to \(size2)")
                #expect(size1 == 0 || !holds(proof, root1, other), "\(size1) to \(size2)")
                #expect(!holds(proof + [root1], root1, root2), "\(size1) to \(size2)")
                for changed in Self.changes(proof) {
                    #expect(!holds(changed, root1, root2), "\(size1) to \(size2)")
                }
            }
        }
    }

    @Test func `proofs made from a list of leaves are the tree's`() {
        let leaves = Array(Self.leaves.prefix(21))
        #expect(
            Merkle.inclusionProof(index: 20, leaves: leaves)
                == Self.tree.inclusionProof(index: 20, size: 21))
        #expect(
            Merkle.consistencyProof(size1: 13, leaves: leaves)
                == Self.tree.consistencyProof(size1: 13, size2: 21))
    }

    @Test func `hashes of another length are refused`() {
        let (leaf, short) = (Self.leaves[0], [UInt8](repeating: 0, count: 31))
        #expect(
            !Merkle.verifyInclusion(
                leafHash: short, index: 0, size: 1, proof: [], root: short))
        let root = Merkle.nodeHash(leaf, short)
        #expect(
            !Merkle.verifyInclusion(leafHash: leaf, index: 0, size: 2, proof: [short], root: root))
        #expect(
            !Merkle.verifyConsistency(
                size1: 1, size2: 1, proof: [], root1: short, root2: short))
        #expect(
            !Merkle.verifyConsistency(
                size1: 1, size2: 2, proof: [short], root1: leaf, root2: root))
    }

    private static func changes(_ proof: [[UInt8]]) -> [[[UInt8]]] {
        proof.indices.map { index in
            var changed = proof
            changed[index][index % 32] ^= 0x10
            return changed
        }
    }
}
