package import SkeinStore

/// What can go wrong with a replica beyond its database; each case says what a person can do.
package enum ReplicaError: Error, Hashable, Sendable {
    case store(StoreError)
    /// The file of secrets may be read by others: `chmod 600`.
    case secretsReadable(path: String)
    /// Written by a newer build: update this program.
    case secretsNewer(found: UInt64, known: UInt64)
    /// Restore it from a backup, or join anew.
    case secretsDamaged(path: String)
    /// The keys made from the root seed are refused by the cryptography: remove the file, start
    /// anew.
    case keysUnusable(detail: String)
    case file(path: String, detail: String)
    /// The device belongs to no workspace yet: create or join one.
    case noWorkspace
    /// The device belongs to a workspace already.
    case alreadyJoined
    case relayUnreachable(detail: String)
    /// Something that is not a relay answers at the address.
    case notARelay(url: String)
    /// Plain http beyond this machine; `--allow-plain` overrides.
    case plainAddress(url: String)
    case relayRefused(code: String, detail: String)
    case badInvite(detail: String)
    case inviteExpired
    /// Only an owner may.
    case notAnOwner
    case cancelled
}
