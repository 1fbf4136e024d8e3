import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinWire

/// One device on the bench: a real store in a folder, and the engines over it.
final class BenchDevice {
    let keys: DeviceKeys
    let folder: URL
    let store: ReplicaStore
    let engine: SyncEngine
    var admission: AdmissionEngine?
    var wakes: [MonotonicTime] = []
    var notices: [Notice] = []
    private var random: SkeinCRDT.SplitMix64

    init(
        _ founding: Founding, keys: DeviceKeys, folder: URL, isLive: Bool, seed: UInt64
    ) throws {
        self.keys = keys
        self.folder = folder
        let store = try ReplicaStore(folder: folder, schema: Bench.schema)
        store.epochKey = { Founding.epochKey($0) }
        try store.adopt(workspace: founding.workspace, device: keys.id)
        self.store = store
        engine = SyncEngine(
            store: store, keys: keys, address: founding.address, isLive: isLive,
            random: SkeinCRDT.SplitMix64(seed: seed))
        random = SkeinCRDT.SplitMix64(seed: seed &+ 1_000)
    }

    func record(_ edits: [Edit], now: WallTime) throws {
        try store.record(edits, now: now, random: &random)
    }

    /// All that is shown, sorted by entity.
    func shown() throws -> [ShownEntity] {
        var shown: [ShownEntity] = []
        for id in try store.entityIDs() {
            guard let state = try store.entity(id) else { continue }
            var texts: [String] = []
            for value in state.alive(Bench.text) {
                guard case .content(let hash) = value.value else { continue }
                texts.append(try store.text(of: hash) ?? "(no text)")
            }
            shown.append(ShownEntity(state: state, texts: texts))
        }
        return shown
    }

    /// The notes that were kept because they contradict each other.
    func evidence() throws -> [[UInt8]] {
        try store.read { database in
            try Data.fetchAll(
                database, sql: "SELECT value FROM meta WHERE key LIKE 'evidence%' ORDER BY key"
            ).map { [UInt8]($0) }
        }
    }

    var codes: [String] { notices.map(\.code) }
    var nextWake: MonotonicTime? { wakes.min() }
}

struct ShownEntity: Hashable {
    let state: EntityState
    let texts: [String]
}
