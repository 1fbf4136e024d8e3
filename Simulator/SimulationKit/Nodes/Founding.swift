import SkeinCRDT
import SkeinRelay
import SkeinSync
import SkeinTransport
import SkeinWire

/// Keys and first log entries of a simulated workspace: all from the seed.
struct Founding {
    let relayKeys: RelayKeys
    let relayIdentity: RelayIdentity
    let workspace: WorkspaceID
    let epochKey: [UInt8]
    /// Of the devices, in their order.
    let keys: [DeviceKeys]
    /// The genesis entry and one `add` for each further device, as calls to the relay.
    let calls: [HTTPCall]
    let address: RelayAddress

    init(_ configuration: Configuration, generators: Generators) throws {
        var random = generators.generator("keys")
        func seed() -> [UInt8] { (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
        relayKeys = try RelayKeys(
            name: RelayNode.name, signingSeed: seed(), cosigningSeed: seed())
        relayIdentity = RelayIdentity(
            name: relayKeys.name, key: relayKeys.verifier.signing.encoded(),
            cosignKey: relayKeys.verifier.cosigning.encoded())
        let keys = configuration.devices.map { _ in DeviceKeys(rootSeed: seed()) }
        let epochKey = Array(seed().prefix(Epoch.keyLength))
        let genesis = MemberEntry(
            founding: try Genesis(
                founder: keys[0], epochKey: epochKey, relay: relayIdentity,
                policy: configuration.policy))
        workspace = WorkspaceID.of(genesis: genesis.encoded())
        address = RelayAddress(
            url: RelayNode.url, verifier: relayKeys.verifier, workspace: workspace)
        var log = LogState(workspace: workspace)
        var calls: [HTTPCall] = []
        let relayCalls = RelayCalls(address: address)
        func append(_ entry: MemberEntry) {
            let signed = entry.signed(with: keys[0].signing)
            guard case .member(let body, let signature) = signed else { return }
            let verdict = log.apply(LogEntry(time: 0, body: signed)) { _ in nil }
            precondition(verdict == .valid, "a founder's own entries are valid")
            calls.append(
                relayCalls.append(member: body, signature: signature, expectedSize: nil))
        }
        append(genesis)
        for (number, device) in keys.enumerated().dropFirst() {
            let box = try Epoch.box(
                epochKey, workspace: workspace, epoch: 1, to: device.box.publicKey)
            append(
                MemberEntry(
                    after: log.membership, author: keys[0].id,
                    action: .add(
                        Admission(
                            sign: device.signing.publicKey, box: device.box.publicKey,
                            person: UInt32(number), role: configuration.role(number), keyBox: box)))
            )
        }
        self.keys = keys
        self.epochKey = epochKey
        self.calls = calls
    }
}
