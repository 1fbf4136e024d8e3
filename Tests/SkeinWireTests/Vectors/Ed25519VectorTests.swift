import SkeinTesting
import SkeinWire
import Testing

@Suite("ed25519")
struct Ed25519VectorTests {
    private struct Wycheproof: Decodable {
        struct Group: Decodable {
            struct Key: Decodable { let pk: HexBytes }
            struct Case: Decodable {
                let tcId: Int
                let msg: HexBytes
                let sig: HexBytes
                let result: String
            }
            let publicKey: Key
            let tests: [Case]
        }
        let testGroups: [Group]
    }

    @Test func `wycheproof's signatures are judged as they say`() throws {
        guard let folder = VectorFolder(Fixtures.vectors("ed25519-wycheproof")) else { return }
        var count = VectorCount()
        for group in try folder.json("ed25519_test.json", as: Wycheproof.self).testGroups {
            for entry in group.tests {
                let isAccepted = Signature.verify(
                    entry.sig.bytes, of: entry.msg.bytes, by: group.publicKey.pk.bytes, label: nil)
                #expect(isAccepted == (entry.result == "valid"), "case \(entry.tcId)")
                count.note(accepted: isAccepted)
            }
        }
        #expect(count == VectorCount(accepted: 88, refused: 63))
        count.report("ed25519-wycheproof")
    }

    private struct SpeccheckCase: Decodable {
        let message: HexBytes
        let pub_key: HexBytes
        let signature: HexBytes
    }

    @Test func `of the edge cases only the one that libsodium accepts is accepted`() throws {
        guard let folder = VectorFolder(Fixtures.vectors("ed25519-speccheck")) else { return }
        var count = VectorCount()
        for (index, entry) in try folder.json("cases.json", as: [SpeccheckCase].self).enumerated() {
            let isAccepted = Signature.verify(
                entry.signature.bytes, of: entry.message.bytes, by: entry.pub_key.bytes, label: nil)
            #expect(isAccepted == (index == 3), "case \(index)")
            count.note(accepted: isAccepted)
        }
        #expect(count == VectorCount(accepted: 1, refused: 11))
        count.report("ed25519-speccheck")
    }

    private struct SignCase {
        let seed: [UInt8]
        let publicKey: [UInt8]
        let message: [UInt8]
        let signature: [UInt8]

        /// Seed and key, key, message, signature and message, separated by colons.
        init(_ line: String) throws {
            let fields = try line.split(separator: ":", omittingEmptySubsequences: false)
                .map { try Hex.decode($0) }
            seed = Array(fields[0].prefix(32))
            publicKey = fields[1]
            message = fields[2]
            signature = Array(fields[3].prefix(64))
        }
    }

    @Test func `the authors' signatures come out again, and no single changed bit passes`()
        async throws
    {
        guard let folder = VectorFolder(Fixtures.vectors("ed25519-rfc8032")) else { return }
        let lines = try folder.lines("sign-input-000-159.txt")
        let count = try await withThrowingTaskGroup(of: VectorCount.self) { group in
            for line in lines { group.addTask { try Self.count(SignCase(line)) } }
            return try await group.reduce(into: VectorCount()) { $0.add($1) }
        }
        // Line n has n message bytes: 160 * (512 + 256) + 8 * (0 + 1 + ... + 159) changed bits.
        #expect(count == VectorCount(accepted: 160, refused: 160 * 768 + 8 * 12_720))
        count.report("ed25519-rfc8032", " (each a single changed bit)")
    }

    /// Judges a case as it is, and with every single bit of it changed.
    private static func count(_ entry: SignCase) -> VectorCount {
        let key = SigningKey(seed: entry.seed)
        #expect(key.publicKey == entry.publicKey)
        #expect(key.sign(entry.message, label: nil) == entry.signature)
        var count = VectorCount()
        count.note(accepted: isAccepted(entry.signature, entry.message, entry.publicKey))
        for signature in flips(entry.signature) {
            count.note(accepted: isAccepted(signature, entry.message, entry.publicKey))
        }
        for message in flips(entry.message) {
            count.note(accepted: isAccepted(entry.signature, message, entry.publicKey))
        }
        for publicKey in flips(entry.publicKey) {
            count.note(accepted: isAccepted(entry.signature, entry.message, publicKey))
        }
        return count
    }

    private static func isAccepted(
        _ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]
    ) -> Bool {
        Signature.verify(signature, of: message, by: publicKey, label: nil)
    }

    private static func flips(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
        (0..<bytes.count * 8).lazy.map { bit in
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            return changed
        }
    }
}
