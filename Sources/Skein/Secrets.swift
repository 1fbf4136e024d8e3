package import SkeinWire

/// What must not leave this device: the root seed, the keys of the epochs, the sources' tokens.
///
/// Kept in one file of mode 0600 beside the database, never inside it, as canonical CBOR:
/// {version, seed, workspace, relay {url, name, key, cosign}, epochs [[number, key]],
/// tokens [[entity, text]], invites [text], founding, joining, sum: BLAKE2b-256 of the same without
/// it}.
package struct Secrets: Hashable, Sendable {
    package static let version: UInt64 = 2

    /// 32 random bytes that all keys of the device are derived from.
    package var rootSeed: [UInt8]
    package var workspace: WorkspaceID?
    package var relayURL: String?
    package var relay: RelayIdentity?
    package var keyByEpoch: [UInt32: [UInt8]] = [:]
    package var tokenByEntity: [EntityID: String] = [:]
    package var invites: [Invite] = []
    /// A genesis entry's body that may not have reached the relay yet.
    package var founding: [UInt8]?
    /// The text of the invite by which this device is joining.
    package var joining: String?

    package init(rootSeed: [UInt8]) { self.rootSeed = rootSeed }

    package var keys: DeviceKeys { DeviceKeys(rootSeed: rootSeed) }
}
