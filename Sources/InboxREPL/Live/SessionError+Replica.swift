import Skein
import SkeinStore
import SkeinSync

extension SessionError {
    /// What a replica's error means to whoever sits at the prompt; nil where it has no word for it.
    init?(_ error: ReplicaError) {
        switch error {
        case .store(.locked(let pid)):
            self = .storeInUse(holder: pid.map(String.init) ?? "?")
        case .secretsDamaged(let path): self = .storeDamaged(detail: path)
        case .noWorkspace: self = .noWorkspace
        case .alreadyJoined: self = .alreadyInWorkspace
        case .relayUnreachable(let detail): self = .relayUnreachable(detail: detail)
        case .notARelay(let url): self = .notARelay(detail: url)
        case .plainAddress(let url): self = .refused(detail: "http: \(url)")
        case .relayRefused(let code, let detail): self = .refused(detail: "\(code) \(detail)")
        case .badInvite(let detail): self = .badInvitation(detail: detail)
        case .inviteExpired: self = .invitationExpired
        case .notAnOwner: self = .needsRole(.owner)
        case .store(let error): self = .store(error)
        case .secretsReadable, .secretsNewer, .file, .keysUnusable, .cancelled: return nil
        }
    }

    /// Why nothing is exchanged until a person acts.
    init(_ stop: SyncStatus.Stop) {
        switch stop {
        case .relayContradictsItself(let detail): self = .relayContradicts(detail: detail)
        case .identityCopied: self = .deviceCopied
        case .updateNeeded(let detail): self = .updateNeeded(detail: detail)
        case .store(let error): self = .store(error)
        }
    }
}
