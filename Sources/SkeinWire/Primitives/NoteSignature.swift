package import SkeinCRDT

/// What a note says about one key.
package enum NoteVerification: Hashable, Sendable {
    case notSigned
    case wrong
    /// With the time of a cosignature, to the second.
    case signed(at: WallTime?)
}

/// One signature line of a note.
package struct NoteSignature: Hashable, Sendable {
    package let name: String
    package let keyID: UInt32
    /// Everything after the key id: 64 bytes, a cosignature 8 of time and 64.
    package let signature: [UInt8]

    private static let dash = "\u{2014}"

    /// Signs a note's text; a cosignature states the time, cut to whole seconds.
    ///
    /// - Precondition: the key is the verifier's own, and a cosignature's time is not before 1970.
    package init(
        signing text: [UInt8], key: SigningKey, verifier: NoteVerifier, at time: WallTime
    ) {
        precondition(key.publicKey == verifier.publicKey, "the key that the verifier names")
        name = verifier.name
        keyID = verifier.keyID
        switch verifier.kind {
        case .signature: signature = key.sign(text, label: nil)
        case .cosignature:
            precondition(time.milliseconds >= 0, "a cosignature's time is not before 1970")
            let seconds = UInt64(time.milliseconds / 1000)
            var writer = ByteWriter()
            writer.u64(seconds)
            writer.bytes(key.sign(Self.cosigned(text, seconds: seconds), label: nil))
            signature = writer.bytes
        }
    }

    private init(name: String, keyID: UInt32, signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    /// A line without its newline.
    static func parse(_ line: String) throws(WireError) -> NoteSignature {
        // By bytes: a combining character after a space would hide the space from characters.
        let parts = line.utf8.split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, parts[0].isSameBytes(as: dash), NoteVerifier.isKeyName(parts[1])
        else { throw .noteSignatureLine(line) }
        var reader = ByteReader(try Base64.decode(parts[2]))
        let keyID = try reader.u32()
        guard !reader.isAtEnd else { throw .noteSignatureLine(line) }
        return NoteSignature(name: parts[1], keyID: keyID, signature: reader.rest())
    }

    func encoded() -> String {
        var writer = ByteWriter()
        writer.u32(keyID)
        writer.bytes(signature)
        return "\(Self.dash) \(name) \(Base64.encode(writer.bytes))"
    }

    /// The verdict on this line, which bears the verifier's name and key id.
    func verification(of text: [UInt8], by verifier: NoteVerifier) -> NoteVerification {
        switch verifier.kind {
        case .signature:
            let isRight = Signature.verify(
                signature, of: text, by: verifier.publicKey, label: nil)
            return isRight ? .signed(at: nil) : .wrong
        case .cosignature:
            guard let seconds = cosignedSeconds else { return .wrong }
            let isRight = Signature.verify(
                Array(signature.dropFirst(8)), of: Self.cosigned(text, seconds: seconds),
                by: verifier.publicKey, label: nil)
            return isRight
                ? .signed(at: WallTime(milliseconds: Int64(seconds) * 1000)) : .wrong
        }
    }

    /// The time that a cosignature states, in seconds since 1970; nil for another length or a time
    /// beyond what a `WallTime` holds.
    package var cosignedSeconds: UInt64? {
        guard signature.count == 8 + Signature.length else { return nil }
        let seconds = signature.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        return seconds <= UInt64(Int64.max / 1000) ? seconds : nil
    }

    /// What a cosignature covers (C2SP tlog-cosignature, Ed25519).
    private static func cosigned(_ text: [UInt8], seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
    }
}
