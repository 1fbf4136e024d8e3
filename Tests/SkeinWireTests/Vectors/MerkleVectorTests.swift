import SkeinTesting
import SkeinWire
import Testing

@Suite("merkle-rfc6962")
struct MerkleVectorTests {
    private let folder = VectorFolder(Fixtures.vectors("merkle-rfc6962"))

    private struct InclusionCase: Decodable {
        let name: String
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: Base64Bytes
        let leafHash: Base64Bytes
        let proof: [Base64Bytes]?
        let wantErr: Bool
    }

    private struct ConsistencyCase: Decodable {
        let name: String
        let size1: UInt64
        let size2: UInt64
        let root1: Base64Bytes
        let root2: Base64Bytes
        let proof: [Base64Bytes]?
        let wantErr: Bool
    }

    private struct Roots: Decodable {
        let leafInputs: [HexBytes]
        let rootsBySize: [HexBytes]

        enum CodingKeys: String, CodingKey {
            case leafInputs = "leaf_inputs_hex"
            case rootsBySize = "roots_by_size_hex"
        }
    }

    @Test func `inclusion proofs are judged as the vectors say`() throws {
        guard let folder else { return }
        var count = VectorCount()
        for entry in try folder.json("inclusion.json", as: [InclusionCase].self) {
            let isAccepted = Merkle.verifyInclusion(
                leafHash: entry.leafHash.bytes, index: entry.leafIdx, size: entry.treeSize,
                proof: (entry.proof ?? []).map(\.bytes), root: entry.root.bytes)
            #expect(isAccepted == !entry.wantErr, "\(entry.name)")
            count.note(accepted: isAccepted)
        }
        #expect(count == VectorCount(accepted: 4, refused: 49))
        count.report("merkle-rfc6962 inclusion")
    }

    @Test func `consistency proofs are judged as the vectors say`() throws {
        guard let folder else { return }
        var count = VectorCount()
        for entry in try folder.json("consistency.json", as: [ConsistencyCase].self) {
            let isAccepted = Merkle.verifyConsistency(
                size1: entry.size1, size2: entry.size2, proof: (entry.proof ?? []).map(\.bytes),
                root1: entry.root1.bytes, root2: entry.root2.bytes)
            #expect(isAccepted == !entry.wantErr, "\(entry.name)")
            count.note(accepted: isAccepted)
        }
        #expect(count == VectorCount(accepted: 3, refused: 40))
        count.report("merkle-rfc6962 consistency")
    }

    @Test func `the roots of the reference tree come out at every size and in every way`() throws {
        guard let folder else { return }
        let roots = try folder.json("roots.json", as: Roots.self)
        let leaves = roots.leafInputs.map { Merkle.leafHash($0.bytes) }
        let tree = Merkle.Tree(leaves)
        var count = VectorCount()
        for (size, root) in roots.rootsBySize.enumerated() {
            #expect(Merkle.root(of: leaves.prefix(size)) == root.bytes)
            #expect(tree.root(at: UInt64(size)) == root.bytes)
            count.note(accepted: Merkle.root(of: leaves.prefix(size)) == root.bytes)
        }
        #expect(count == VectorCount(accepted: 9, refused: 0))
        count.report("merkle-rfc6962 roots")
    }
}
