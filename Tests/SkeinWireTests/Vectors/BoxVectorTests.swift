import SkeinTesting
import Testing

@testable import SkeinWire

@Suite("libsodium-kat boxes")
struct BoxVectorTests {
    private let folder = VectorFolder(Fixtures.vectors("libsodium-kat"))

    @Test func `a box key from a seed is libsodium's`() throws {
        guard let folder else { return }
        var count = VectorCount()
        for line in try folder.lines("box_from_seed.txt") {
            let fields = try line.split(separator: "\t").map { try Hex.decode($0) }
            let key = BoxKey(seed: fields[0])
            #expect(key.publicKey + key.secretKey == fields[1])
            count.note(accepted: key.publicKey + key.secretKey == fields[1])
        }
        #expect(count == VectorCount(accepted: 1, refused: 0))
        count.report("libsodium-kat box_from_seed")
    }

    @Test func `sealed boxes open, and not with any single bit changed`() throws {
        guard let folder else { return }
        var count = VectorCount()
        for line in try folder.lines("sealed_box_ref.txt") {
            let fields = try line.split(separator: "\t").map { field in
                // Texts are preceded by their length and a colon.
                try Hex.decode(field.contains(":") ? field.drop { $0 != ":" }.dropFirst() : field)
            }
            let key = BoxKey(publicKey: fields[1], secretKey: fields[0])
            let box = fields[3]
            #expect(key.open(box) == fields[2])
            count.note(accepted: key.open(box) == fields[2])
            for bit in 0..<box.count * 8 {
                var changed = box
                changed[bit / 8] ^= 1 << (bit % 8)
                count.note(accepted: key.open(changed) != nil)
            }
        }
        #expect(count == VectorCount(accepted: 3, refused: 8 * (179 + 48 + 49)))
        count.report("libsodium-kat sealed_box_ref", " (each a single changed bit)")
    }
}
