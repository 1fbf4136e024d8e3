package import SkeinCRDT

/// What a device knows of its relay's keys.
package struct RelayVerifier: Hashable, Sendable {
    package let signing: NoteVerifier
    package let cosigning: NoteVerifier

    package var name: String { signing.name }

    /// Throws `verifierKey` where a key is of the other kind.
    package init(signing: NoteVerifier, cosigning: NoteVerifier) throws(WireError) {
        guard signing.kind == .signature else { throw .verifierKey(signing.encoded()) }
        guard cosigning.kind == .cosignature else { throw .verifierKey(cosigning.encoded()) }
        self.signing = signing
        self.cosigning = cosigning
    }

    /// From the keys' text forms.
    package init(signing: String, cosigning: String) throws(WireError) {
        try self.init(signing: .parse(signing), cosigning: .parse(cosigning))
    }

    /// A note's checkpoint and time, after both signatures and the origin were found right.
    package func verify(
        _ note: [UInt8], origin: String
    ) throws(WireError) -> (checkpoint: Checkpoint, time: WallTime) {
        let note = try SignedNote.parse(note)
        #if PLANTED_BUGS
            if planted(.noteNotChecked) {
                return (try .parse(note.text), WallTime(milliseconds: 0))
            }
        #endif
        let checkpoint = try Checkpoint(note: note, verifier: signing)
        guard checkpoint.origin.isSameBytes(as: origin) else {
            throw .checkpointOrigin(expected: origin, got: checkpoint.origin)
        }
        switch note.verification(by: cosigning) {
        case .signed(let time?): return (checkpoint, time)
        case .notSigned: throw .noteNotSigned(by: cosigning.encoded())
        case .signed(nil), .wrong: throw .noteSignatureWrong(by: cosigning.encoded())
        }
    }
}
