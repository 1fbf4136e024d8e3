/// The keys that records are sealed with: one a period, committed to in the membership log.
///
/// | bytes | key box, before `crypto_box_seal` adds 48 |
/// | --- | --- |
/// | 32 | epoch key |
/// | 32 | workspace id; zeros in epoch 1, which begins in the entry whose hash is that id |
/// | 4 | epoch number |
package enum Epoch {
    package static let keyLength = 32
    package static let commitmentLength = 32
    /// The sealed box of a key for one device.
    package static let boxLength = 48 + 68
    /// The key of the epoch before, sealed under the new one: nonce 24, key 32, tag 16.
    package static let previousKeyLength = 24 + 32 + 16

    /// SHA-256(`sk1 epoch` padded to 16 || workspace || number || key): without it one sealed
    /// record could be made to open under two keys.
    ///
    package static func commitment(
        workspace: WorkspaceID, epoch: UInt32, key: [UInt8]
    ) -> [UInt8] {
        SHA256.hash(Label.padded(Label.epoch), scope(workspace, epoch), key)
    }

    /// Seals a key for one device.
    package static func box(
        _ key: [UInt8], workspace: WorkspaceID, epoch: UInt32, to publicKey: [UInt8]
    ) throws(WireError) -> [UInt8] {
        try BoxKey.seal(key + scope(workspace, epoch), to: publicKey)
    }

    /// Opens a key box; nil unless it is of this workspace and epoch and fits the commitment.
    package static func openBox(
        _ sealed: [UInt8], workspace: WorkspaceID, epoch: UInt32, commitment: [UInt8],
        by box: BoxKey
    ) -> [UInt8]? {
        guard let plain = box.open(sealed), plain.count == keyLength + WorkspaceID.length + 4
        else { return nil }
        let key = Array(plain.prefix(keyLength))
        guard Array(plain.dropFirst(keyLength)) == scope(workspace, epoch),
            Self.commitment(workspace: workspace, epoch: epoch, key: key) == commitment
        else { return nil }
        return key
    }

    /// Seals the key of the epoch before under the key of `epoch`: new members read history.
    package static func sealPrevious(
        _ previous: [UInt8], under key: [UInt8], workspace: WorkspaceID, epoch: UInt32,
        nonce: [UInt8]
    ) -> [UInt8] {
        nonce
            + AEAD.seal(
                previous, additional: previousKeyContext(workspace, epoch), nonce: nonce, key: key)
    }

    /// Opens what `sealPrevious` made; nil where it does not open. The caller compares the key with
    /// the commitment of the epoch before.
    package static func openPrevious(
        _ sealed: [UInt8], under key: [UInt8], workspace: WorkspaceID, epoch: UInt32
    ) -> [UInt8]? {
        guard sealed.count == previousKeyLength else { return nil }
        return AEAD.open(
            Array(sealed.dropFirst(24)), additional: previousKeyContext(workspace, epoch),
            nonce: Array(sealed.prefix(24)), key: key)
    }

    private static func previousKeyContext(_ workspace: WorkspaceID, _ epoch: UInt32) -> [UInt8] {
        Array("SKE1".utf8) + scope(workspace, epoch)
    }

    /// Where a key belongs: workspace and number. Epoch 1 names no workspace (see the table).
    private static func scope(_ workspace: WorkspaceID, _ epoch: UInt32) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes(epoch == 1 ? WorkspaceID.none.bytes : workspace.bytes)
        writer.u32(epoch)
        return writer.bytes
    }
}
