import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

struct NoteTests {
    private static let time = WallTime(milliseconds: 1_700_000_000_999)
    private let keys: RelayKeys
    private let checkpoint: Checkpoint
    private let note: [UInt8]

    init() throws {
        var random = SplitMix64(seed: 9)
        keys = try RelayKeys(
            name: "relay.example", signingSeed: random.bytes(32), cosigningSeed: random.bytes(32))
        let origin = Checkpoint.origin(relay: keys.name, workspace: random.bytes(32))
        checkpoint = Checkpoint(origin: origin, size: 300, root: random.bytes(32))
        note = keys.sign(checkpoint, at: Self.time)
    }

    private func verify(_ note: [UInt8]) throws -> (checkpoint: Checkpoint, time: WallTime) {
        try keys.verifier.verify(note, origin: checkpoint.origin)
    }

    private func replacing(_ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: note, as: UTF8.self)
        let range = try #require(text.firstRange(of: old))
        return Array(text.replacingCharacters(in: range, with: new).utf8)
    }

    @Test func `a relay's note gives the checkpoint and the second in which it was signed`() throws
    {
        let verified = try verify(note)
        #expect(verified.checkpoint == checkpoint)
        #expect(verified.time == WallTime(milliseconds: 1_700_000_000_000))
        let verifier = try RelayVerifier(
            signing: keys.verifier.signing.encoded(),
            cosigning: keys.verifier.cosigning.encoded())
        #expect(verifier == keys.verifier)
    }

    @Test func `no note with a changed bit is accepted`() {
        for bit in 0..<note.count * 8 {
            var changed = note
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: WireError.self, "bit \(bit)") { try verify(changed) }
        }
    }

    @Test func `both signatures and the origin are demanded`() throws {
        let signed = try SignedNote.parse(note)
        let name = keys.name
        #expect(throws: WireError.noteNotSigned(by: name)) {
            try verify(SignedNote(text: signed.text, signatures: [signed.signatures[1]]).encoded())
        }
        #expect(throws: WireError.noteNotSigned(by: keys.verifier.cosigning.encoded())) {
            try verify(SignedNote(text: signed.text, signatures: [signed.signatures[0]]).encoded())
        }
        #expect(throws: WireError.checkpointOrigin(expected: "other", got: checkpoint.origin)) {
            try keys.verifier.verify(note, origin: "other")
        }
        #expect(throws: WireError.verifierKey(keys.verifier.signing.encoded())) {
            try RelayVerifier(signing: keys.verifier.signing, cosigning: keys.verifier.signing)
        }
        #expect(throws: WireError.verifierKey(keys.verifier.cosigning.encoded())) {
            try RelayVerifier(
                signing: keys.verifier.cosigning, cosigning: keys.verifier.cosigning)
        }
    }

    @Test func `a checkpoint that was not signed is refused whoever is named`() throws {
        #expect(throws: WireError.noteSignatureWrong(by: keys.name)) {
            try verify(replacing("\n300\n", "\n301\n"))
        }
        // The time of the cosignature is under its signature too.
        let later = try SignedNote.parse(keys.sign(checkpoint, at: Self.time + .seconds(1)))
        let now = try SignedNote.parse(note)
        var mixed = Array(later.signatures[1].signature.prefix(8))
        mixed += now.signatures[1].signature.dropFirst(8)
        var line = ByteWriter()
        line.u32(now.signatures[1].keyID)
        line.bytes(mixed)
        let old = try #require(
            String(decoding: note, as: UTF8.self).split(separator: " ").last?.dropLast())
        #expect(throws: WireError.noteSignatureWrong(by: keys.verifier.cosigning.encoded())) {
            try verify(replacing(String(old), Base64.encode(line.bytes)))
        }
    }

    @Test func `lines of other keys are passed over, a wrong one of this key is not`() throws {
        var random = SplitMix64(seed: 10)
        let signed = try SignedNote.parse(note)
        let other = try RelayKeys(
            name: keys.name, signingSeed: random.bytes(32), cosigningSeed: random.bytes(32))
        let foreign = try SignedNote.parse(other.sign(checkpoint, at: Self.time)).signatures
        let witnessed = SignedNote(text: signed.text, signatures: foreign + signed.signatures)
        #expect(try verify(witnessed.encoded()).checkpoint == checkpoint)
        #expect(witnessed.verification(by: other.verifier.signing) == .signed(at: nil))

        let another = Checkpoint(origin: checkpoint.origin, size: 301, root: checkpoint.root)
        let wrong = try SignedNote.parse(keys.sign(another, at: Self.time)).signatures
        let mixed = SignedNote(text: signed.text, signatures: signed.signatures + wrong)
        #expect(mixed.verification(by: keys.verifier.signing) == .wrong)
        #expect(mixed.verification(by: keys.verifier.cosigning) == .wrong)
        #expect(throws: WireError.noteSignatureWrong(by: keys.name)) {
            try verify(mixed.encoded())
        }
    }

    @Test func `a cosignature's time beyond what a clock shows is refused`() throws {
        let verifier = keys.verifier.cosigning
        var line = ByteWriter()
        line.u32(verifier.keyID)
        line.u64(.max)
        line.bytes([UInt8](repeating: 0, count: 64))
        let text = Array("a\n\n\u{2014} \(verifier.name) \(Base64.encode(line.bytes))\n".utf8)
        let note = try SignedNote.parse(text)
        #expect(note.signatures[0].cosignedSeconds == nil)
        #expect(note.verification(by: verifier) == .wrong)
    }

    @Test func `sixteen signatures are read, more than sixty-four are not`() throws {
        let signed = try SignedNote.parse(note)
        func repeated(_ count: Int) -> [UInt8] {
            let line = signed.signatures[0]
            return SignedNote(
                text: signed.text, signatures: Array(repeating: line, count: count)
            ).encoded()
        }
        #expect(try SignedNote.parse(repeated(16)).signatures.count == 16)
        #expect(try SignedNote.parse(repeated(64)).verified(by: keys.verifier.signing))
        #expect(throws: WireError.noteTooManySignatures(max: 64)) {
            try SignedNote.parse(repeated(65))
        }
        let long = [UInt8](repeating: 0x61, count: SignedNote.lengthMax) + [0x0a]
        #expect(
            throws: WireError.tooLong(
                length: UInt64(long.count), max: UInt64(SignedNote.lengthMax))
        ) { try SignedNote.parse(long) }
    }

    @Test func `a note that is no text or has no signatures is refused`() {
        for text in ["", "\n", "\n\n", "a\n", "a\n\n", "a\n\nb", "a\u{2014} b AAAA"] {
            #expect(throws: WireError.noteWithoutSignatures, "\(text)") {
                try SignedNote.parse(Array(text.utf8))
            }
        }
        for bytes in [[0xff], Array("a\r\n\n\u{2014} b AAAAAAA=\n".utf8)] as [[UInt8]] {
            #expect(throws: WireError.noteNotText) { try SignedNote.parse(bytes) }
        }
        for line in [
            "\u{2014} b", "\u{2014}  b AAAAAAA=", "b AAAAAAA=", "\u{2014} a+b AAAAAAA=",
            "\u{2014} b AAAAAA==", "\u{2014} a\u{a0}b AAAAAAA=", "\u{2014} b AAAAAAA= ",
        ] {
            #expect(throws: WireError.noteSignatureLine(line), "\(line)") {
                try SignedNote.parse(Array("a\n\n\(line)\n".utf8))
            }
        }
        #expect(throws: Never.self) {
            try SignedNote.parse(Array("a\n\n\u{2014} b AAAAAAA=\n".utf8))
        }
    }

    @Test func `a checkpoint's text has one form`() throws {
        let root = Base64.encode(checkpoint.root)
        func parse(_ text: String) throws -> Checkpoint {
            try Checkpoint.parse(Array(text.utf8))
        }
        #expect(try Checkpoint.parse(checkpoint.text()) == checkpoint)
        let largest = try parse("a\n18446744073709551615\n\(root)\n")
        #expect(largest.size == .max)
        #expect(try parse("a\n0\n\(root)\n").size == 0)
        let short = Base64.encode(checkpoint.root.dropLast())
        let refused = [
            "", "a\n1\n", "\n1\n\(root)\n", "a\n01\n\(root)\n", "a\n+1\n\(root)\n",
            "a\n-1\n\(root)\n", "a\n\n\(root)\n", "a\n18446744073709551616\n\(root)\n",
            "a\n1\n\(short)\n", "a\n1\n\(root)", "a\n1\n\(root)\nextension\n",
            "a\r\n1\n\(root)\n", "a\n1 \n\(root)\n", "a\n\u{661}\n\(root)\n",
        ]
        for text in refused {
            #expect(throws: WireError.checkpointText(text), "\(text)") { try parse(text) }
        }
        #expect(throws: WireError.notBase64) { try parse("a\n1\n\(root)=\n") }
    }

    @Test func `a verifier's text form is checked against its key`() throws {
        let verifier = keys.verifier.signing
        let text = verifier.encoded()
        #expect(try NoteVerifier.parse(text) == verifier)
        #expect(keys.verifier.cosigning.kind == .cosignature)
        let parts = text.split(separator: "+", maxSplits: 2).map(String.init)
        let typed = { (type: UInt8) in
            "\(parts[0])+\(parts[1])+\(Base64.encode([type] + verifier.publicKey))"
        }
        let refused = [
            "", parts[0], "\(parts[0])+\(parts[1])", "x\(text)", typed(2), typed(4),
            "\(parts[0])+00000000+\(parts[2])", "\(parts[0])+\(parts[1].uppercased())x+\(parts[2])",
        ]
        for text in refused {
            #expect(throws: WireError.verifierKey(text), "\(text)") {
                try NoteVerifier.parse(text)
            }
        }
        #expect(throws: WireError.wrongLength(what: "note key", expected: 32, got: 31)) {
            try NoteVerifier(
                name: "a", kind: .signature, publicKey: verifier.publicKey.dropLast())
        }
        for name in ["", "a b", "a+b", "a\u{2003}b", "a\nb"] {
            #expect(throws: WireError.keyName(name), "\(name)") {
                try NoteVerifier(name: name, kind: .signature, publicKey: verifier.publicKey)
            }
        }
    }
}
