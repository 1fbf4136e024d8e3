import SkeinCRDT
import SkeinTesting
import SkeinWire

/// A workspace with its log, as one honest relay and all its devices see it.
struct TestWorkspace {
    static let startTime: UInt64 = 1_750_000_000_000
    static let relay = RelayIdentity(
        name: "relay.example", key: "relay.example+00000000+AA==",
        cosignKey: "relay.example+00000001+AA==")

    let founder = DeviceKeys(rootSeed: [UInt8](repeating: 1, count: 32))
    let epochKey = [UInt8](repeating: 7, count: 32)
    let id: WorkspaceID
    private(set) var state: LogState
    private(set) var tree = Merkle.Tree()
    var random = SplitMix64(seed: 1)

    init() throws {
        let genesis = try Genesis(founder: founder, epochKey: epochKey, relay: Self.relay)
        let body = MemberEntry(founding: genesis).encoded()
        id = .of(genesis: body)
        state = LogState(workspace: id)
        let signature = founder.signing.sign(body, label: Label.member)
        let verdict = log(
            LogEntry(time: Self.startTime, body: .member(body, signature: signature)))
        precondition(verdict == .valid, "the genesis of the test is valid")
    }

    /// A workspace whose log has no entry yet.
    init(empty id: WorkspaceID) {
        self.id = id
        state = LogState(workspace: id)
    }

    static func device(_ number: UInt8) -> DeviceKeys {
        DeviceKeys(rootSeed: [UInt8](repeating: number, count: 32))
    }

    func check(_ entry: LogEntry) -> EntryVerdict {
        state.check(entry) { tree.root(at: $0) }
    }

    @discardableResult
    mutating func log(_ entry: LogEntry) -> EntryVerdict {
        let tree = tree
        let verdict = state.apply(entry) { tree.root(at: $0) }
        if case .stop = verdict { return verdict }
        self.tree.append(entry.leafHash)
        return verdict
    }

    /// The next member entry, signed by `author`, a second after the last entry.
    func entry(_ action: MemberAction, by author: DeviceKeys? = nil) -> LogEntry {
        let author = author ?? founder
        return entry(
            MemberEntry(after: state.membership, author: author.id, action: action), by: author)
    }

    func entry(_ entry: MemberEntry, by author: DeviceKeys) -> LogEntry {
        LogEntry(time: state.lastTime + 1_000, body: entry.signed(with: author.signing))
    }

    func admission(of keys: DeviceKeys, _ role: Role = .operator) throws -> MemberAction {
        .add(
            Admission(
                sign: keys.signing.publicKey, box: keys.box.publicKey, person: 1, role: role,
                keyBox: try Epoch.box(
                    epochKey, workspace: id, epoch: state.membership.epoch,
                    to: keys.box.publicKey)))
    }

    mutating func add(_ keys: DeviceKeys, _ role: Role = .operator) throws {
        let verdict = log(entry(try admission(of: keys, role)))
        precondition(verdict == .valid, "the member of the test is added")
    }

    func rotation(without removed: DeviceID? = nil) throws -> Rotation {
        try Rotation(
            from: epochKey, to: [UInt8](repeating: 8, count: 32), membership: state.membership,
            without: removed, nonce: [UInt8](repeating: 9, count: 24))
    }

    /// A batch with one write, that follows the log.
    mutating func batch(by keys: DeviceKeys, counter: UInt64 = 1) throws -> SealedBatch {
        try Batch.seal(
            operations: [Self.operation(counter, device: number(of: keys))], contents: [],
            known: { _ in nil },
            context: SealContext(after: state, keys: keys, epochKey: epochKey), random: &random)
    }

    func number(of keys: DeviceKeys) -> DeviceNumber {
        state.membership.member(keys.id)?.number ?? DeviceNumber(0)
    }

    static func operation(_ counter: UInt64, device: DeviceNumber) -> Operation {
        Operation(
            dot: Dot(device: device, counter: counter),
            stamp: HybridTime(milliseconds: startTime + counter, counter: 0), seen: 1,
            startsCommand: true,
            action: .write(
                EntityID([1, 2, 3]), field: "chat.status", .text("closed")))
    }

    /// The next entry with a batch of `keys` whose header was changed and signed again.
    mutating func forged(
        by keys: DeviceKeys, _ change: (inout BatchHeader) -> Void
    ) throws -> LogEntry {
        var header = try BatchHeader.decode(try batch(by: keys).header)
        change(&header)
        let bytes = header.encoded()
        let signature = keys.signing.sign(bytes, label: Label.batch)
        return LogEntry(
            time: state.lastTime + 1_000, body: .batch(header: bytes, signature: signature))
    }
}
