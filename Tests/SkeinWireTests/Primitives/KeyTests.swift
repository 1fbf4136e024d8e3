import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

struct KeyTests {
    private static let seed = Array(0..<32) as [UInt8]

    @Test func `a signature serves under its own label only`() {
        let key = SigningKey(seed: Self.seed)
        let message = Array("entry".utf8)
        let signature = key.sign(message, label: "sk1 batch")
        func isRight(_ message: [UInt8], _ label: String?) -> Bool {
            Signature.verify(signature, of: message, by: key.publicKey, label: label)
        }
        #expect(isRight(message, "sk1 batch"))
        #expect(!isRight(message, "sk1 member"))
        #expect(!isRight(message, nil))
        #expect(isRight(Array("sk1 batch".utf8) + [0, 0, 0, 0, 0, 0, 0] + message, nil))
    }

    @Test func `a signature or key of another length is refused, never read beyond its end`() {
        let key = SigningKey(seed: Self.seed)
        let signature = key.sign([], label: nil)
        #expect(Signature.verify(signature, of: [], by: key.publicKey, label: nil))
        for length in [0, 1, 31, 33, 63, 65, 128] {
            let bytes = Array((signature + signature).prefix(length))
            #expect(!Signature.verify(bytes, of: [], by: key.publicKey, label: nil))
            #expect(!Signature.verify(signature, of: [], by: bytes, label: nil))
        }
    }

    @Test func `a key shows itself without its secret`() {
        let key = SigningKey(seed: Self.seed)
        let box = BoxKey(seed: Self.seed)
        var dumped = ""
        dump([key], to: &dumped)
        dump([box], to: &dumped)
        #expect("\(key)" == "SigningKey(public: \(Hex.encode(key.publicKey)))")
        #expect("\(box)" == "BoxKey(public: \(Hex.encode(box.publicKey)))")
        #expect(!dumped.contains("secretKey"))
    }

    @Test func `a box opens for its receiver only`() throws {
        let key = BoxKey(seed: Self.seed)
        let other = BoxKey(seed: Self.seed.reversed())
        for message in [[], [7], [UInt8](repeating: 9, count: 1000)] as [[UInt8]] {
            let box = try BoxKey.seal(message, to: key.publicKey)
            #expect(box.count == message.count + BoxKey.overhead)
            #expect(key.open(box) == message)
            #expect(other.open(box) == nil)
            #expect(key.open(box.dropLast()) == nil)
            #expect(try BoxKey.seal(message, to: key.publicKey) != box)
        }
        #expect(key.open([UInt8](repeating: 0, count: 47)) == nil)
    }

    @Test func `a box to no real key is refused`() {
        #expect(throws: WireError.unusableBoxKey) {
            try BoxKey.seal([1], to: [UInt8](repeating: 0, count: 32))
        }
        for length in [0, 31, 33] {
            #expect(
                throws: WireError.wrongLength(what: "box key", expected: 32, got: length)
            ) { try BoxKey.seal([1], to: [UInt8](repeating: 9, count: length)) }
        }
    }

    @Test func `nonce, key and ciphertext of another length do not open`() {
        let nonce = [UInt8](repeating: 1, count: 24)
        let sealed = AEAD.seal([], additional: [], nonce: nonce, key: Self.seed)
        #expect(sealed.count == AEAD.overhead)
        #expect(AEAD.open(sealed, additional: [], nonce: nonce, key: Self.seed) == [])
        #expect(AEAD.open(sealed, additional: [0], nonce: nonce, key: Self.seed) == nil)
        for length in [0, 12, 15, 23, 25, 31, 33] {
            let bytes = [UInt8](repeating: 1, count: length)
            #expect(AEAD.open(sealed, additional: [], nonce: bytes, key: Self.seed) == nil)
            #expect(AEAD.open(sealed, additional: [], nonce: nonce, key: bytes) == nil)
            #expect(AEAD.open(bytes, additional: [], nonce: nonce, key: Self.seed) == nil)
        }
    }

    /// Computed with another implementation of BLAKE2b, number as salt and context as person.
    @Test(
        arguments: [
            (1, "skdevice", "d760ccbe2a25072c2cd05b5aecde5067d3d371646bb94cb933714f3e5161dadf"),
            (2, "skdevice", "bf87fad80296820765c7a1d744633cc1934926d54f7de028e648ebc3f14c305b"),
            (1, "skrecord", "b1d09c3d2ed75a5543bb00f1395b2ce97c3a498cc98a237433e48fa3fef4c20a"),
            (0, "skrecord", "54e19b30f2282b5e86d6584a1cfbe28a"),
            (
                .max, "skrecord",
                "945a90d4e7ef2dc4517e9b365c2f671e98baf3888d85e7432668f2ae7413ce02"
                    + "f78a74ab93dad576ad9b79bb42b4a8e0adf2d31031ba87f8c13d7b3dcc7cfda1"
            ),
        ] as [(UInt64, String, String)])
    func `derived keys are the known ones`(id: UInt64, context: String, expected: String) {
        let derived = KeyDerivation.derive(
            Self.seed, id: id, context: context, length: expected.utf8.count / 2)
        #expect(Hex.encode(derived) == expected)
    }

    /// Computed with another implementation of HMAC-SHA-512, cut to 32 bytes.
    @Test func `an authenticator is the known one and fits nothing else`() {
        let message = Array("join request".utf8)
        let mac = Authentication.mac(message, key: Self.seed)
        #expect(
            Hex.encode(mac) == "2ba250a1113d11d6d7267202ac38a27c2db3f93376faad35003707cd5ead28d1")
        #expect(Authentication.verify(mac, of: message, key: Self.seed))
        #expect(!Authentication.verify(mac, of: message + [0], key: Self.seed))
        #expect(!Authentication.verify(mac, of: message, key: Self.seed.reversed()))
        #expect(!Authentication.verify(mac.dropLast(), of: message, key: Self.seed))
        #expect(!Authentication.verify(mac + [0], of: message, key: Self.seed))
        #expect(!Authentication.verify(mac, of: message, key: Self.seed.dropLast()))
    }

    @Test func `comparison in constant time is comparison`() {
        #expect(Sodium.secureCompare([], []))
        #expect(Sodium.secureCompare([1, 2], [1, 2]))
        #expect(!Sodium.secureCompare([1, 2], [1, 3]))
        #expect(!Sodium.secureCompare([1, 2], [1, 2, 0]))
        #expect(Sodium.randomBytes(32).count == 32)
        #expect(Sodium.randomBytes(0) == [])
        #expect(Sodium.randomBytes(32) != Sodium.randomBytes(32))
    }

    @Test func `a hash does not depend on how its bytes come`() {
        #expect(
            Hex.encode(SHA256.hash(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.hash([97], [], [98, 99]) == SHA256.hash([97, 98, 99]))
        var stream = SHA256.Stream()
        stream.update([97])
        let early = stream
        stream.update([98, 99])
        #expect(stream.finalize() == SHA256.hash([97, 98, 99]))
        #expect(stream.finalize() == SHA256.hash([97, 98, 99]))
        #expect(early.finalize() == SHA256.hash([97]))
    }

    @Test func `a label fills sixteen bytes`() {
        #expect(Label.padded("sk1 device id") == Array("sk1 device id".utf8) + [0, 0, 0])
        #expect(Label.padded("sixteen bytes ok") == Array("sixteen bytes ok".utf8))
    }

    /// Numbers published with the generator for seed 1234567.
    @Test func `the seeded generator gives the known numbers`() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
        var bytes = SplitMix64(seed: 1_234_567)
        #expect(bytes.bytes(3) == [0x59, 0x9e, 0xd0])
    }
}
