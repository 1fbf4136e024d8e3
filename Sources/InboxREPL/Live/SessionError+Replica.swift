import Skein
import SkeinStore

extension SessionError {
    /// What a replica's error means to whoever sits at the prompt; nil where it has no word for it.
    init?(_ error: ReplicaError) {
        switch error {
        case .store(.locked(let pid)):
            self = .storeInUse(holder: pid.map(String.init) ?? "?")
        case .store(.damaged(let path, let detail)):
            self = .storeDamaged(detail: "\(path): \(detail)")
        case .secretsDamaged(let path): self = .storeDamaged(detail: path)
        case .store(.newerFormat(let found, let known)):
            self = .updateNeeded(detail: "format \(found) > \(known)")
        case .secretsNewer(let found, let known):
            self = .updateNeeded(detail: "secrets \(found) > \(known)")
        case .noWorkspace: self = .noWorkspace
        case .alreadyJoined: self = .alreadyInWorkspace
        case .relayUnreachable(let detail): self = .relayUnreachable(detail: detail)
        case .notARelay(let url): self = .notARelay(detail: url)
        case .plainAddress(let url): self = .refused(detail: "http: \(url)")
        case .relayRefused(let code, let detail): self = .refused(detail: "\(code) \(detail)")
        case .badInvite(let detail): self = .badInvitation(detail: detail)
        case .inviteExpired: self = .badInvitation(detail: "expired")
        case .notAnOwner: self = .needsRole(.owner)
        case .store, .secretsReadable, .file, .keysUnusable, .cancelled: return nil
        }
    }
}
