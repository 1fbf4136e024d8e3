import SkeinCRDT
package import SkeinStore
package import SkeinWire

/// Makes logs that no honest relay lets come about: members and strangers write what they like, and
/// every entry is taken in. For replicas and oracles that have to come to one verdict on them.
package struct LogForge {
    package static let schema = LawType.schema
    static let devicesMax = 6

    package let workspace: WorkspaceID
    package private(set) var items: [LogPage.Item] = []
    /// By epoch.
    package private(set) var epochKeys: [UInt32: [UInt8]] = [:]
    var random: SplitMix64
    /// All devices there ever will be; some are strangers for a while, or for ever.
    let devices: [DeviceKeys]
    private(set) var fold: LogFold
    var time: UInt64 = 1_767_592_800_000
    /// Where an act was last claimed, and by which verb it was last touched.
    var lastClaim: [EntityID: UInt64] = [:]
    var lastVerb: [EntityID: String] = [:]
    /// That of the next epoch, should the rotation that holds it count.
    var nextKey: [UInt8]?

    var state: LogState { fold.state }
    var size: UInt64 { UInt64(items.count) }
    var key: [UInt8] { epochKeys[max(1, state.membership.epoch)] ?? [] }

    /// A log of so many entries after the first ones.
    package init(seed: UInt64, entries: Int) throws {
        random = Generators(seed: seed).generator("forge")
        var draws = random
        func seed32() -> [UInt8] { (0..<32).map { _ in UInt8(truncatingIfNeeded: draws.next()) } }
        devices = (0..<Self.devicesMax).map { _ in DeviceKeys(rootSeed: seed32()) }
        let key = seed32()
        let relay = try RelayKeys(name: "forged", signingSeed: seed32(), cosigningSeed: seed32())
        random = draws
        let genesis = MemberEntry(
            founding: try Genesis(
                founder: devices[0], epochKey: key,
                relay: RelayIdentity(
                    name: relay.name, key: relay.verifier.signing.encoded(),
                    cosignKey: relay.verifier.cosigning.encoded())))
        workspace = WorkspaceID.of(genesis: genesis.encoded())
        fold = LogFold(workspace)
        epochKeys[1] = key
        try append(LogEntry(time: time, body: genesis.signed(with: devices[0].signing)))
        for device in devices[1...3] {
            try appendMember(.add(try admission(device, role: random.pick(Role.allCases))))
        }
        for _ in 0..<entries { try appendNext() }
    }

    private mutating func appendNext() throws {
        time += random.pick([0, 1, 400, 5_000, 61_000, 240_000, 800_000])
        switch random.below(20) {
        case 0..<13: try appendBatch(isHonest: true)
        case 13..<17: try appendBatch(isHonest: false)
        case 17: try appendBadTime()
        default: try appendMember()
        }
    }

    mutating func append(_ entry: LogEntry, records: [[UInt8]] = []) throws {
        let item = LogPage.Item(entry: entry, records: records)
        items.append(item)
        let keys = epochKeys
        try fold.take(item) { keys[$0] }
        let epoch = fold.state.membership.epoch
        if epochKeys[epoch] == nil { epochKeys[epoch] = nextKey }
    }

    /// An earlier entry again, at a time that cannot be.
    private mutating func appendBadTime() throws {
        let item = random.pick(items)
        let bad = random.chance(50) ? state.lastTime - 1 : (1 << 48) + random.below(1 << 15)
        try append(
            LogEntry(time: random.chance(20) ? time : bad, body: item.entry.body),
            records: item.records)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
}
