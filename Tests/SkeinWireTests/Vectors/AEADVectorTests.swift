import SkeinTesting
import SkeinWire
import Testing

@Suite("xchacha20-poly1305")
struct AEADVectorTests {
    private struct Wycheproof: Decodable {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int
                let key: HexBytes
                let iv: HexBytes
                let aad: HexBytes
                let msg: HexBytes
                let ct: HexBytes
                let tag: HexBytes
                let result: String
            }
            let tests: [Case]
        }
        let testGroups: [Group]
    }

    @Test func `wycheproof's ciphertexts are judged as they say`() throws {
        guard let folder = VectorFolder(Fixtures.vectors("xchacha20-poly1305-wycheproof")) else {
            return
        }
        var count = VectorCount()
        var otherNonceCount = 0
        let file = try folder.json("xchacha20_poly1305_test.json", as: Wycheproof.self)
        for entry in file.testGroups.flatMap(\.tests) {
            let sealed = entry.ct.bytes + entry.tag.bytes
            let plain = AEAD.open(
                sealed, additional: entry.aad.bytes, nonce: entry.iv.bytes, key: entry.key.bytes)
            #expect(
                plain == (entry.result == "valid" ? entry.msg.bytes : nil), "case \(entry.tcId)")
            guard entry.iv.bytes.count == AEAD.nonceLength else {
                otherNonceCount += 1
                continue
            }
            count.note(accepted: plain != nil)
            if plain != nil {
                let sealedAgain = AEAD.seal(
                    entry.msg.bytes, additional: entry.aad.bytes, nonce: entry.iv.bytes,
                    key: entry.key.bytes)
                #expect(sealedAgain == sealed, "case \(entry.tcId)")
            }
        }
        #expect(count == VectorCount(accepted: 246, refused: 60))
        #expect(otherNonceCount == 9)
        count.report(
            "xchacha20-poly1305-wycheproof",
            "; \(otherNonceCount) more refused for their nonce's length, before libsodium")
    }

    @Test func `libsodium's own answer comes out in both directions`() throws {
        guard let folder = VectorFolder(Fixtures.vectors("libsodium-kat")) else { return }
        var fields: [String: [UInt8]] = [:]
        for line in try folder.lines("xchacha20-poly1305-ietf_ref.txt").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[String(parts[0])] = try Hex.decode(parts[1].drop { $0 == " " })
        }
        let key = try #require(fields["KEY"])
        let nonce = try #require(fields["NONCE"])
        let plain = try #require(fields["IN"])
        let additional = try #require(fields["AD"])
        let sealed = try #require(fields["CT"]) + #require(fields["TAG"])
        #expect(AEAD.seal(plain, additional: additional, nonce: nonce, key: key) == sealed)
        #expect(AEAD.open(sealed, additional: additional, nonce: nonce, key: key) == plain)

        var count = VectorCount(accepted: 1, refused: 0)
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            let opened = AEAD.open(changed, additional: additional, nonce: nonce, key: key)
            count.note(accepted: opened != nil)
        }
        #expect(count == VectorCount(accepted: 1, refused: sealed.count * 8))
        count.report("libsodium-kat xchacha20-poly1305", " (each a single changed bit)")
    }
}
