import Foundation
import SimulationKit
import SkeinCRDT
import SkeinRelay
import SkeinRelayStore
import SkeinStore
import SkeinWire
import Testing

/// The production stores, unchanged, on a simulated disk.
struct StoresOnDiskTests {
    private let mounted = MountedDisk()
    private var disk: SimulatedDisk { mounted.disk }
    private var folder: URL { URL(filePath: mounted.path("store")) }

    private func replica() throws -> ReplicaStore {
        let schema = Schema([FieldRule("item.title", .register(.latest))])
        return try ReplicaStore(folder: folder, schema: schema, files: mounted.files)
    }

    private func join(_ store: ReplicaStore) throws {
        Sodium.initialize()
        let keys = DeviceKeys(rootSeed: [UInt8](repeating: 1, count: DeviceKeys.seedLength))
        let relay = RelayIdentity(name: "relay", key: "relay+1", cosignKey: "relay+4")
        let genesis = try Genesis(
            founder: keys, epochKey: [UInt8](repeating: 7, count: Epoch.keyLength), relay: relay)
        let entry = MemberEntry(founding: genesis)
        try store.adopt(workspace: WorkspaceID.of(genesis: entry.encoded()), device: keys.id)
        let founding = LogEntry(time: 1_760_000_000_000, body: entry.signed(with: keys.signing))
        _ = try store.ingest([PulledEntry(entry: founding, records: [])])
    }

    private func record(_ store: ReplicaStore, _ title: String) throws {
        var random = SplitMix64(seed: 1)
        try store.record(
            [.write(EntityID(Array(title.utf8)), field: "item.title", .text(title))],
            now: WallTime(milliseconds: 1_760_000_001_000), random: &random)
    }

    @Test func `a replica records on it, and finds every edit after the power failed`() throws {
        var store: ReplicaStore? = try replica()
        try join(try #require(store))
        for title in ["milk", "tea"] { try record(try #require(store), title) }
        disk.powerLoss()
        #expect(throws: StoreError.self) { try record(try #require(store), "bread") }
        store = nil
        let next = try replica()
        #expect(try next.unsentCount == 2)
        #expect(try next.damage() == nil)
        #expect(disk.paths.contains("store/replica.sqlite"))
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `a second replica in the same folder is refused until the first one's process ends`()
        throws
    {
        disk.processID = 41
        let store = try replica()
        #expect(throws: StoreError.locked(holderPID: 41)) { _ = try replica() }
        disk.processEnd()
        _ = try replica()
        withExtendedLifetime(store) {}
    }

    @Test func `a relay's whole folder lives on it, and is found again after the power failed`()
        throws
    {
        Sodium.initialize()
        var relay: RelayFolder? = try RelayFolder(
            folder, name: "relay.example", files: mounted.files)
        let keys = try #require(disk.contents("store/keys"))
        #expect(disk.paths.contains("store/relay.sqlite"))
        #expect(throws: RelayStoreError.inUse(holder: disk.processID)) {
            _ = try RelayFolder(folder, name: nil, files: mounted.files)
        }
        disk.powerLoss()
        relay = nil
        relay = try RelayFolder(folder, name: nil, files: mounted.files)
        #expect(try relay?.store.workspaceCount() == 0)
        #expect(disk.contents("store/keys") == keys)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `a store that was without room for long finds it within ten seconds`() throws {
        let store = try replica()
        try join(store)
        disk.byteBudget = disk.usedBytes
        #expect(throws: StoreError.diskFull) { try record(store, "milk") }
        for second in 0..<605 as Range<Int64> {
            #expect(store.tend(now: MonotonicTime(milliseconds: second * 1_000)) != .resumed)
        }
        #expect(store.isUnwell)
        disk.byteBudget = nil
        let conditions = (605...615 as ClosedRange<Int64>).map {
            store.tend(now: MonotonicTime(milliseconds: $0 * 1_000))
        }
        #expect(conditions.contains(.resumed))
        #expect(!store.isUnwell)
        try record(store, "tea")
    }
}
