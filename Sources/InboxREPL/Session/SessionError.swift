package import SkeinStore

/// Why a session could not do what was asked; each case names its remedy in the catalogue.
package enum SessionError: Error, Hashable, Sendable {
    /// The store belongs to no workspace yet.
    case noWorkspace
    /// The store already belongs to one.
    case alreadyInWorkspace
    /// The relay did not answer; trying again can help.
    case relayUnreachable(detail: String)
    /// Something answered, but not a relay (a login page of a public network, a wrong address).
    case notARelay(detail: String)
    /// The relay or the log refused; trying again does not help.
    case refused(detail: String)
    /// The invitation cannot be read, has expired or has been used.
    case badInvitation(detail: String)
    case notAnInvitation
    case invitationExpired
    /// No invitation has been accepted in time.
    case joinTimedOut
    case needsRole(MemberRole)
    case sourceNotFound(String)
    case sourceExists(String)
    /// This device holds no token of the source.
    case tokenMissing(source: String)
    /// The platform refused the token.
    case tokenRefused(source: String, detail: String)
    case sourceUnreachable(source: String, detail: String)
    /// What answers is none of the platform's answers; nothing was taken from it.
    case sourceUnreadable(source: String, detail: String)
    /// Another program reads with the same token (Telegram).
    case sourceReadElsewhere(source: String)
    /// The workspace names another address of the source than its token was entered for.
    case sourceMoved(source: String, url: String)
    case unknownPlatform(String)
    /// Another process has the store open.
    case storeInUse(holder: String)
    case storeDamaged(detail: String)
    /// There is nothing to rebuild.
    case storeIsSound
    case store(StoreError)
    /// This device's identity has written from a copy of its store.
    case deviceCopied
    /// The relay has signed what contradicts itself.
    case relayContradicts(detail: String)
    /// A later version wrote something that this one cannot read.
    case updateNeeded(detail: String)
    case offline
}
