/// A text with the signatures of one or more keys (C2SP signed-note): the text, which ends with a
/// newline, an empty line, and a line `— <name> <base64>` for each signature, whose base64 covers
/// the 4-byte key id and the signature.
package struct SignedNote: Hashable, Sendable {
    /// Ours have under 1 KiB; the format asks for room for 16 signatures of up to 5 KB.
    package static let lengthMax = 128 * 1024
    package static let signaturesMax = 64

    /// With its final newline, as it was received.
    package let text: [UInt8]
    package let signatures: [NoteSignature]

    /// - Precondition: the text ends with a newline and there are signatures.
    package init(text: [UInt8], signatures: [NoteSignature]) {
        precondition(text.last == Self.newline, "a note's text ends with a newline")
        precondition(!signatures.isEmpty, "a note has signatures")
        self.text = text
        self.signatures = signatures
    }

    /// Reads the form only; nothing in the note may be used before it is verified.
    package static func parse(_ bytes: [UInt8]) throws(WireError) -> SignedNote {
        guard bytes.count <= lengthMax else {
            throw .tooLong(length: UInt64(bytes.count), max: UInt64(lengthMax))
        }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == newline }),
            String(validating: bytes, as: UTF8.self) != nil
        else { throw .noteNotText }
        let blank = bytes.indices.dropFirst().last {
            bytes[$0] == newline && bytes[$0 - 1] == newline
        }
        guard let blank, bytes.last == newline, blank + 1 < bytes.count else {
            throw .noteWithoutSignatures
        }
        let lines = bytes[(blank + 1)...].dropLast().split(
            separator: newline, omittingEmptySubsequences: false)
        guard lines.count <= signaturesMax else { throw .noteTooManySignatures(max: signaturesMax) }
        var signatures: [NoteSignature] = []
        for line in lines {
            signatures.append(try NoteSignature.parse(String(decoding: line, as: UTF8.self)))
        }
        return SignedNote(text: Array(bytes[..<blank]), signatures: signatures)
    }

    package func encoded() -> [UInt8] {
        text + [Self.newline] + signatures.flatMap { Array($0.encoded().utf8) + [Self.newline] }
    }

    /// What the note says about this key: lines of other keys are passed over, as the format asks,
    /// and one wrong signature of this key outweighs right ones.
    package func verification(by verifier: NoteVerifier) -> NoteVerification {
        let own = signatures.filter {
            $0.keyID == verifier.keyID && $0.name.isSameBytes(as: verifier.name)
        }
        let verdicts = own.map { $0.verification(of: text, by: verifier) }
        return verdicts.first { $0 == .wrong } ?? verdicts.first ?? .notSigned
    }

    package func verified(by verifier: NoteVerifier) -> Bool {
        if case .signed = verification(by: verifier) { true } else { false }
    }

    private static let newline = UInt8(ascii: "\n")
}
