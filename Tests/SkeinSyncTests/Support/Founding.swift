import SkeinCRDT
import SkeinSync
import SkeinWire

/// A workspace's first entries, made once: what is told twice over them has the same bytes.
struct Founding: Sendable {
    let relay: RelayKeys
    /// The founder's first.
    let devices: [DeviceKeys]
    let workspace: WorkspaceID
    /// The genesis and one `add` for each further device.
    let members: [LogEntry.Body]
    /// What the log is after these entries.
    let state: LogState

    /// - Parameter roles: of the devices beside the founder's.
    init(roles: [Role] = [.operator]) throws {
        let relay = try RelayKeys(
            name: "relay.test", signingSeed: [UInt8](repeating: 0x51, count: 32),
            cosigningSeed: [UInt8](repeating: 0x52, count: 32))
        let devices: [DeviceKeys] = (0...roles.count).map { Self.device(UInt8($0 + 1)) }
        let founder = devices[0]
        let identity = RelayIdentity(
            name: relay.name, key: relay.verifier.signing.encoded(),
            cosignKey: relay.verifier.cosigning.encoded())
        let genesis = MemberEntry(
            founding: try Genesis(
                founder: founder, epochKey: Self.epochKey(1), relay: identity, policy: .standard))
        let workspace = WorkspaceID.of(genesis: genesis.encoded())
        var state = LogState(workspace: workspace)
        var members: [LogEntry.Body] = []
        func append(_ entry: MemberEntry) {
            let body = entry.signed(with: founder.signing)
            let verdict = state.apply(LogEntry(time: 0, body: body)) { _ in nil }
            precondition(verdict == .valid, "a founding's own entries are valid")
            members.append(body)
        }
        append(genesis)
        for (place, role) in roles.enumerated() {
            let device = devices[place + 1]
            let box = try Epoch.box(
                Self.epochKey(1), workspace: workspace, epoch: 1, to: device.box.publicKey)
            let admission = Admission(
                sign: device.signing.publicKey, box: device.box.publicKey,
                person: UInt32(place + 1), role: role, keyBox: box)
            append(
                MemberEntry(
                    after: state.membership, author: founder.id, action: .add(admission)))
        }
        self.relay = relay
        self.devices = devices
        self.workspace = workspace
        self.members = members
        self.state = state
    }

    static func device(_ seed: UInt8) -> DeviceKeys {
        DeviceKeys(rootSeed: [UInt8](repeating: seed, count: DeviceKeys.seedLength))
    }

    static func epochKey(_ epoch: UInt32) -> [UInt8] {
        [UInt8](repeating: 0x70 &+ UInt8(truncatingIfNeeded: epoch), count: Epoch.keyLength)
    }

    var address: RelayAddress {
        RelayAddress(url: Bench.url, verifier: relay.verifier, workspace: workspace)
    }

    var origin: String { Checkpoint.origin(relay: relay.name, workspace: workspace.bytes) }
}
