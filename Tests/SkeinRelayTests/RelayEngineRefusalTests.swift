import SkeinCRDT
import SkeinRelay
import SkeinWire
import Testing

@Suite("The relay's engine refuses, and appends nothing:")
struct RelayEngineRefusalTests {
    private struct Expected {
        let code: RelayRefusal.Code
        var reason: VoidReason?
    }

    /// Offers bytes to a log of a genesis, a second device and one batch of the founder.
    private func refuse(
        _ expected: Expected, limits: RelayLimits = RelayLimits(),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ make: (inout TestWorkspace, TestRelay) throws -> [UInt8]
    ) throws {
        let relay = TestRelay(limits: limits)
        var workspace = try relay.found()
        try relay.admit(try workspace.adding(Self.second).append(), to: &workspace)
        try relay.admit(try workspace.batch().append(), to: &workspace)
        let before = try relay.store.head(of: workspace.id)
        let offered = try make(&workspace, relay)
        let size = workspace.state.size
        let refusal = try relay.append(offered, to: workspace).refusal()
        #expect(refusal.code == expected.code, sourceLocation: sourceLocation)
        #expect(refusal.reason == expected.reason?.rawValue, sourceLocation: sourceLocation)
        if refusal.code.status == 409 {
            let standing = LogStanding(size: size, memberHead: workspace.state.membership.head)
            #expect(refusal.standing == standing, sourceLocation: sourceLocation)
        }
        #expect(try relay.store.head(of: workspace.id) == before || size > 3)
        #expect(try relay.store.head(of: workspace.id)?.size == size)
    }

    private static let second = TestWorkspace.device(9)
    private static let stranger = TestWorkspace.device(66)

    @Test(arguments: [
        (VoidReason.wrongSequence, RelayRefusal.Code.stale), (.wrongPrevious, .stale),
        (.wrongEpoch, .stale), (.seenAhead, .stale), (.seenWentBack, .stale),
        (.falseSeenRoot, .seenRoot), (.wrongWorkspace, .void),
    ])
    func `a header that does not follow`(_ reason: VoidReason, _ code: RelayRefusal.Code) throws {
        try refuse(Expected(code: code, reason: reason)) { workspace, _ in
            try workspace.batch { fields in
                switch reason {
                case .wrongSequence: fields.seq += 1
                case .wrongPrevious: fields.previous[0] ^= 1
                case .wrongEpoch: fields.epoch += 1
                case .seenAhead: fields.seenSize += 1
                case .seenWentBack: fields.seenSize = 1
                case .falseSeenRoot: fields.seenRoot[31] ^= 1
                default: fields.workspace = WorkspaceID([UInt8](repeating: 4, count: 32))
                }
            }.append()
        }
    }

    @Test func `a batch of a stranger`() throws {
        try refuse(Expected(code: .void, reason: .authorUnknown)) { workspace, _ in
            try workspace.batch(by: Self.stranger).append()
        }
    }

    @Test func `a batch of a removed device`() throws {
        try refuse(Expected(code: .void, reason: .authorRemoved)) { workspace, relay in
            let rotation = try Rotation(
                from: TestWorkspace.epochKey, to: [UInt8](repeating: 0x78, count: 32),
                membership: workspace.state.membership, without: Self.second.id,
                nonce: [UInt8](repeating: 1, count: 24))
            let removal = workspace.member(.remove(Self.second.id, rotation))
            try relay.admit(removal.append(), to: &workspace)
            return try workspace.batch(by: Self.second).append()
        }
    }

    @Test func `a batch with a wrong signature`() throws {
        try refuse(Expected(code: .void, reason: .badSignature)) { workspace, _ in
            let good = try workspace.batch()
            var signature = good.signature
            signature[5] ^= 1
            return SealedBatch(header: good.header, signature: signature, records: good.records)
                .append()
        }
    }

    @Test func `records that are not those of the header`() throws {
        try refuse(Expected(code: .records)) { workspace, _ in
            let good = try workspace.batch()
            var record = good.records[0]
            record[record.count - 1] ^= 1
            return SealedBatch(
                header: good.header, signature: good.signature, records: [record]
            ).append()
        }
    }

    @Test func `a batch without its records`() throws {
        try refuse(Expected(code: .records)) { workspace, _ in
            let good = try workspace.batch()
            return Array(good.append().prefix(1 + 8 + 204 + 64))
        }
    }

    @Test func `a batch with bytes after its records`() throws {
        try refuse(Expected(code: .records)) { workspace, _ in
            try workspace.batch().append() + [0]
        }
    }

    @Test func `an entry that expects another size`() throws {
        try refuse(Expected(code: .size)) { workspace, _ in
            try workspace.batch().append(expecting: 2)
        }
    }

    @Test func `a member entry after an older member entry`() throws {
        try refuse(Expected(code: .stale, reason: .wrongMemberHead)) { workspace, relay in
            let late = workspace.member(.setRole(Self.second.id, .sender))
            let first = workspace.member(.setRole(Self.second.id, .observer))
            try relay.admit(first.append(), to: &workspace)
            return late.append()
        }
    }

    @Test func `a member entry of a device that is no owner`() throws {
        try refuse(Expected(code: .void, reason: .authorNotOwner)) { workspace, _ in
            workspace.member(.setRole(Self.second.id, .owner), by: Self.second).append()
        }
    }

    @Test func `an owner's member entry that this relay does not know`() throws {
        try refuse(Expected(code: .updateNeeded)) { workspace, _ in
            let action = CBOR.record(["kind": .text("dance")])
            return workspace.member(.unknown(kind: "dance", action)).append()
        }
    }

    @Test(arguments: [[], [1], [7, 0, 0, 0, 0, 0, 0, 0, 0, 1], [UInt8](repeating: 2, count: 100)])
    func `bytes that are no append`(_ bytes: [UInt8]) throws {
        try refuse(Expected(code: .malformed)) { _, _ in bytes }
    }

    @Test func `a header with another magic`() throws {
        try refuse(Expected(code: .malformed, reason: .malformed)) { workspace, _ in
            var bytes = try workspace.batch().append()
            bytes[9] ^= 1
            return bytes
        }
    }

    @Test func `a member body over its limit, by its stated length alone`() throws {
        try refuse(Expected(code: .tooLarge)) { _, _ in
            [1] + [UInt8](repeating: 255, count: 8) + [0, 0, 0x40, 1]
        }
    }

    @Test func `an append over its limit`() throws {
        try refuse(Expected(code: .tooLarge)) { _, _ in
            [UInt8](repeating: 2, count: RelayLimits().appendBytesMax + 1)
        }
    }

    @Test func `a good append that is one byte over the relay's limit`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let append = try workspace.batch().append()
        var limits = RelayLimits()
        limits.appendBytesMax = append.count - 1
        let strict = TestRelay(store: relay.store, limits: limits)
        #expect(try strict.append(append, to: workspace).refusal().code == .tooLarge)
        #expect(try relay.store.head(of: workspace.id)?.size == 1)
        limits.appendBytesMax = append.count
        let exact = TestRelay(store: relay.store, limits: limits)
        #expect(try exact.append(append, to: workspace).appended().index == 1)
    }

    @Test func `what would exceed the workspace's bytes`() throws {
        var limits = RelayLimits()
        limits.workspaceBytesMax = 2_000
        try refuse(Expected(code: .quota), limits: limits) { workspace, _ in
            let text = Content(
                salt: [UInt8](repeating: 1, count: 16), text: [UInt8](repeating: 65, count: 900))
            return try workspace.batch(contents: [text]).append()
        }
    }

    @Test func `a first entry that is no genesis`() throws {
        let relay = TestRelay()
        var workspace = try TestWorkspace(relay: TestRelay.keys.verifier)
        let entry = LogEntry(time: 1, body: workspace.genesis)
        _ = workspace.follow(LogPage.Item(entry: entry, records: []))
        let refusal = try relay.append(try workspace.batch().append(), to: workspace).refusal()
        #expect(refusal.code == .unknownWorkspace)
        #expect(try relay.store.workspaceCount() == 0)
    }

    @Test func `a genesis under the name of another workspace`() throws {
        let relay = TestRelay()
        let workspace = try TestWorkspace(relay: TestRelay.keys.verifier)
        let elsewhere = WorkspaceID([UInt8](repeating: 8, count: 32))
        let refusal = try relay.handle(.append(elsewhere, body: workspace.genesis.append()))
            .refusal()
        #expect(refusal.reason == VoidReason.wrongWorkspace.rawValue)
    }

    @Test func `a genesis that pins another relay's keys`() throws {
        let other = try RelayKeys(
            name: "relay.test", signingSeed: [UInt8](repeating: 1, count: 32),
            cosigningSeed: [UInt8](repeating: 2, count: 32))
        let relay = TestRelay()
        let workspace = try TestWorkspace(relay: other.verifier)
        let refusal = try relay.append(workspace.genesis.append(), to: workspace).refusal()
        #expect(refusal.code == .otherRelay)
    }

    @Test func `a genesis while the relay does not believe its clock`() throws {
        let start = TestRelay.start
        let mark = ClockMark(wall: start.wall, monotonic: start.monotonic, boot: "a")
        let relay = TestRelay(clock: ClockRule(accepts: false, boot: "a", mark: mark))
        let workspace = try TestWorkspace(relay: TestRelay.keys.verifier)
        relay.now.wall = start.wall + .seconds(3_600)
        let genesis = workspace.genesis.append()
        #expect(try relay.append(genesis, to: workspace).refusal().code == .clock)
        #expect(try relay.store.workspaceCount() == 0)
        relay.now.wall = start.wall
        #expect(try relay.append(genesis, to: workspace).appended().index == 0)
    }

    @Test func `one workspace too many, while the others go on`() throws {
        var limits = RelayLimits()
        limits.workspacesMax = 2
        let relay = TestRelay(limits: limits)
        var first = try relay.found(seed: 1)
        _ = try relay.found(seed: 2)
        let third = try TestWorkspace(seed: 3, relay: TestRelay.keys.verifier)
        #expect(
            try relay.append(third.genesis.append(), to: third).refusal().code == .workspacesFull)
        try relay.admit(try first.batch().append(), to: &first)
    }
}
