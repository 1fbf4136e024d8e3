package import SkeinCRDT

/// A relay's two keys: one signs checkpoints, the other states when they were the newest.
package struct RelayKeys: Sendable {
    package let verifier: RelayVerifier
    private let signing: SigningKey
    private let cosigning: SigningKey

    package var name: String { verifier.name }

    /// Throws `keyName`: a name has neither white space nor a plus sign.
    ///
    /// - Precondition: seeds of 32 bytes.
    package init(
        name: String, signingSeed: [UInt8], cosigningSeed: [UInt8]
    ) throws(WireError) {
        signing = SigningKey(seed: signingSeed)
        cosigning = SigningKey(seed: cosigningSeed)
        verifier = try RelayVerifier(
            signing: NoteVerifier(name: name, kind: .signature, publicKey: signing.publicKey),
            cosigning: NoteVerifier(name: name, kind: .cosignature, publicKey: cosigning.publicKey))
    }

    /// The note of a checkpoint that is the newest at this time.
    package func sign(_ checkpoint: Checkpoint, at time: WallTime) -> [UInt8] {
        let text = checkpoint.text()
        let note = SignedNote(
            text: text,
            signatures: [
                NoteSignature(signing: text, key: signing, verifier: verifier.signing, at: time),
                NoteSignature(
                    signing: text, key: cosigning, verifier: verifier.cosigning, at: time),
            ])
        return note.encoded()
    }
}
