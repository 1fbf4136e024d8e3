import SkeinCRDT
import SkeinSync
import SkeinTransport
package import SkeinWire

/// Joining a workspace by an invite.
extension Replica {
    /// What a joiner waits for, for whoever shows progress.
    package enum JoinStep: Hashable, Sendable {
        case asking
        /// An owner has to come online; the code is compared with the one that they see, once they
        /// have answered.
        case waitingForOwner
        case admitted(code: String)
    }

    /// Asks to join, waits until an owner's device has added this one, and takes the key over.
    ///
    /// Can be interrupted and repeated: the device keeps its keys and asks again with them.
    package func join(
        _ invite: Invite, login: String, name: String, allowPlain: Bool = false,
        progress: @Sendable (JoinStep) -> Void
    ) async throws(ReplicaError) {
        guard !hasWorkspace else { throw .alreadyJoined }
        guard invite.expires > clock.now().wall else { throw .inviteExpired }
        let url = try RelayURL.normalise(invite.relayURL, allowPlain: allowPlain)
        progress(.asking)
        let relay = try await identify(url)
        guard relay.key == invite.relayKey else {
            throw .badInvite(detail: "the relay at \(url) has another key than the invite names")
        }
        try secrets.update { $0.joining = invite.encoded() }
        let keys = secrets.current.keys
        let calls = RelayCalls(
            address: try address(url: url, relay: relay, workspace: invite.workspace))
        let request = JoinRequest(keys: keys, login: login, name: name, invite: invite)
        let asked = await client.perform(
            calls.postJoin(request.encoded(), invite: invite.id), gate: nil)
        _ = try RelayAnswers.nothing(asked).orThrow(url: url)
        progress(.waitingForOwner)
        let (key, owner) = try await awaitAdmission(keys, invite: invite, calls: calls, url: url)
        try takeOver(key, invite: invite, url: url, relay: relay)
        progress(.admitted(code: ComparisonCode.digits(joiner: keys.id, owner: owner)))
    }

    /// Reads the log until it holds the entry that adds this device, and opens the workspace's key.
    private func awaitAdmission(
        _ keys: DeviceKeys, invite: Invite, calls: RelayCalls, url: String
    ) async throws(ReplicaError) -> (key: [UInt8], owner: DeviceID) {
        var log = LogState(workspace: invite.workspace)
        var roots: [[UInt8]] = []
        while !Task.isCancelled {
            let outcome = await client.perform(
                calls.entries(from: log.size, wait: log.size == 0 ? .zero : .seconds(20)),
                gate: nil)
            let page = try RelayAnswers.entries(outcome).orThrow(url: url)
            for pulled in page.items {
                let verdict = log.apply(pulled.entry) { roots[Int($0) - 1] }
                if case .stop(let needed) = verdict {
                    throw .store(
                        .stopped(index: log.size, reason: String(describing: needed)))
                }
                roots.append(log.root)
                // Whoever knows the key could seal it; only a valid entry makes a member.
                guard verdict == .valid, case .member(let body, _) = pulled.entry.body,
                    let entry = try? MemberEntry.decode(body),
                    case .add(let admission) = entry.action, admission.device == keys.id
                else { continue }
                let membership = log.membership
                guard
                    let key = membership.openKey(
                        admission.keyBox, epoch: membership.epoch, by: keys.box)
                else { throw .badInvite(detail: "the workspace's key does not fit its commitment") }
                return (key, entry.author)
            }
        }
        throw .cancelled
    }

    private func takeOver(
        _ key: [UInt8], invite: Invite, url: String, relay: RelayIdentity
    ) throws(ReplicaError) {
        try secrets.update { secrets in
            secrets.workspace = invite.workspace
            secrets.relayURL = url
            secrets.relay = relay
            secrets.keyByEpoch[1] = key
            secrets.joining = nil
        }
        try adopt(invite.workspace, device: secrets.current.keys.id)
    }
}
