import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
package import SkeinWire

/// Founding a workspace and inviting devices.
extension Replica {
    /// Founds a workspace on a relay, with this device as its first owner.
    ///
    /// Needs the relay. Can be repeated after a failure: the same genesis entry is sent again.
    package func found(
        relayURL: String, policy: Policy = .standard, allowPlain: Bool = false
    ) async throws(ReplicaError) {
        guard !hasWorkspace else { throw .alreadyJoined }
        let url = try RelayURL.normalise(relayURL, allowPlain: allowPlain)
        let relay = try await identify(url)
        if secrets.current.founding == nil || secrets.current.relay != relay {
            try prepareFounding(url: url, relay: relay, policy: policy)
        }
        guard let body = secrets.current.founding else { throw .noWorkspace }
        let workspace = WorkspaceID.of(genesis: body)
        let keys = secrets.current.keys
        let calls = RelayCalls(address: try address(url: url, relay: relay, workspace: workspace))
        let signature = keys.signing.sign(body, label: Label.member)
        let outcome = await client.perform(
            calls.append(member: body, signature: signature, expectedSize: 0), gate: nil)
        _ = try RelayAnswers.receipt(outcome).orThrow(url: url)
        try adopt(workspace, device: keys.id)
        try secrets.update { $0.founding = nil }
    }

    /// Makes an invite for one device; whoever holds its text may join until it expires.
    package func invite(role: Role, term: Duration = .seconds(86_400)) throws(ReplicaError)
        -> Invite
    {
        let known = secrets.current
        guard let workspace = known.workspace, let url = known.relayURL, let relay = known.relay
        else { throw .noWorkspace }
        guard store.member?.role == .owner else { throw .notAnOwner }
        let invite = Invite(
            workspace: workspace, relayURL: url, relayKey: relay.key,
            secret: Sodium.randomBytes(Invite.secretLength), role: role,
            expires: clock.now().wall + term)
        let now = clock.now().wall
        try secrets.update { secrets in
            secrets.invites = secrets.invites.filter { $0.expires > now } + [invite]
        }
        return invite
    }

    // MARK: Parts

    func identify(_ url: String) async throws(ReplicaError) -> RelayIdentity {
        let outcome = await client.perform(RelayCalls.identity(url: url), gate: nil)
        return try RelayAnswers.identity(outcome).orThrow(url: url)
    }

    func address(
        url: String, relay: RelayIdentity, workspace: WorkspaceID
    ) throws(ReplicaError) -> RelayAddress {
        do {
            let verifier = try RelayVerifier(signing: relay.key, cosigning: relay.cosignKey)
            return RelayAddress(url: url, verifier: verifier, workspace: workspace)
        } catch {
            throw .notARelay(url: url)
        }
    }

    func adopt(_ workspace: WorkspaceID, device: DeviceID) throws(ReplicaError) {
        do {
            try store.adopt(workspace: workspace, device: device)
        } catch {
            throw .store(error)
        }
    }

    private func prepareFounding(
        url: String, relay: RelayIdentity, policy: Policy
    ) throws(ReplicaError) {
        let keys = secrets.current.keys
        let epochKey = Sodium.randomBytes(Epoch.keyLength)
        let body: [UInt8]
        do {
            let genesis = try Genesis(
                founder: keys, epochKey: epochKey, relay: relay, policy: policy)
            body = MemberEntry(founding: genesis).encoded()
        } catch {
            throw .keysUnusable(detail: String(describing: error))
        }
        try secrets.update { secrets in
            secrets.founding = body
            secrets.workspace = WorkspaceID.of(genesis: body)
            secrets.relayURL = url
            secrets.relay = relay
            secrets.keyByEpoch = [1: epochKey]
        }
    }
}
