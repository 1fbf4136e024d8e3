package import SkeinWire

/// What must not leave this device: the root seed, the keys of the epochs, the sources' tokens.
///
/// Kept in one file of mode 0600 beside the database, never inside it, as canonical CBOR:
/// {version, seed, workspace, relay {url, name, key, cosign}, epochs [[number, key]],
/// tokens [[entity, text, url or null]], invites [text], founding, joining, sum: BLAKE2b-256 of the
/// same without it}.
package struct Secrets: Hashable, Sendable {
    package static let version: UInt64 = 3

    /// 32 random bytes that all keys of the device are derived from.
    package var rootSeed: [UInt8]
    package var workspace: WorkspaceID?
    package var relayURL: String?
    package var relay: RelayIdentity?
    package var keyByEpoch: [UInt32: [UInt8]] = [:]
    package var tokenByEntity: [EntityID: Token] = [:]
    package var invites: [Invite] = []
    /// A genesis entry's body that may not have reached the relay yet.
    package var founding: [UInt8]?
    /// The text of the invite by which this device is joining.
    package var joining: String?

    /// A token with the address that it is sent to.
    ///
    /// The two were entered together by a person at this device. The address that the log names is
    /// another member's word: whoever could change where a token goes would be given it.
    package struct Token: Hashable, Sendable {
        package var text: String
        /// In place of the platform's own hosts.
        package var url: String?

        package init(_ text: String, url: String? = nil) {
            self.text = text
            self.url = url
        }
    }

    package init(rootSeed: [UInt8]) { self.rootSeed = rootSeed }

    package var keys: DeviceKeys { DeviceKeys(rootSeed: rootSeed) }
}
