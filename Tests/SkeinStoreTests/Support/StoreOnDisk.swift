import Foundation
import SimulationKit
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Synchronization
import Testing

@testable import SkeinStore

/// A team's first device as its disk holds it: closed, with work in the log and work that is not.
struct StoredDevice {
    let files: [String: [UInt8]]
    let workspace: WorkspaceID
    let device: DeviceID
    /// What the files' log holds, and what comes after it: another device's batch, and its own.
    let known: [PulledEntry]
    let news: [PulledEntry]
    let sealed: (batch: SealedBatch, lastCounter: UInt64)

    init() throws {
        let team = try TodoTeam()
        let (milk, tea) = (TodoList.item("milk"), TodoList.item("tea"))
        try team.record(0, [TodoList.name(milk, "Milk"), TodoList.label(milk, "shop")])
        try team.record(1, [TodoList.label(milk, "blue")])
        try team.synchronise()
        try team.record(0, [.writeText(tea, field: TodoList.title, "Green tea")])
        try team.record(0, [TodoList.label(tea, "mine")])
        try team.flush(0)
        device = try team.id(of: 0)
        workspace = try #require(try team.store(0).log?.workspace)
        team.close(0)
        let folder = team.folder(0)
        files = try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(into: [:]) {
            $0[$1] = try StoreFile.bytes(folder.appending(path: $1).path)
        }
        known = team.log
        let next = try #require(try team.seal(0))
        sealed = (next.sealed, next.lastCounter)
        try team.record(1, [TodoList.label(tea, "green")])
        try team.upload(1)
        try team.upload(0)
        news = Array(team.log.dropFirst(known.count))
    }
}

/// That device's store on a simulated disk of its own.
final class StoreOnDisk {
    /// What the store shows and holds, whatever its files are.
    struct State: Hashable {
        let unsent: [UInt64]
        let size: UInt64
        let digest: [UInt8]
        let lines: [String]
        let pending: SealedBatch?
        let local: [String: [UInt8]]
        let lastSync: WallTime?
    }

    private static let count = Mutex(0)
    let disk: SimulatedDisk
    private let files: SimulatedFileSystem
    private let device: StoredDevice
    private(set) var store: ReplicaStore?
    private var now = WallTime(milliseconds: 1_760_000_900_000)
    private var random = SplitMix64(seed: 1)

    init(_ device: StoredDevice, seed: UInt64) {
        let number = Self.count.withLock {
            $0 += 1
            return $0
        }
        disk = SimulatedDisk(
            name: "store-\(number)", generator: Generators(seed: seed).generator("disk"))
        files = SimulatedFileSystem(disk)
        self.device = device
        SimulatedVFS.mount(disk)
        for (name, bytes) in device.files { disk.plant(bytes, at: name) }
    }

    deinit {
        store = nil
        SimulatedVFS.unmount(disk)
    }

    var known: [PulledEntry] { device.known }
    var news: [PulledEntry] { device.news }
    private var folder: URL { URL(filePath: disk.mountPath) }

    // MARK: Life

    func open() throws {
        store = try ReplicaStore(
            folder: folder, schema: TodoList.schema, views: TodoList.views, files: files)
        let key = [UInt8](repeating: 7, count: Epoch.keyLength)
        store?.epochKey = { $0 == 1 ? key : nil }
    }

    func opened() throws -> ReplicaStore { try #require(store) }

    func close() throws {
        defer { store = nil }
        try opened().close()
    }

    func endProcess() {
        disk.processEnd()
        store = nil
        disk.restart()
    }

    func losePower() {
        disk.powerLoss()
        store = nil
        disk.restart()
    }

    /// Looks after the store for four minutes.
    func tend() throws {
        for second in 0..<240 as Range<Int64> {
            _ = try opened().tend(now: MonotonicTime(milliseconds: second * 1_000))
        }
    }

    // MARK: Work

    func record(_ edits: [Edit]) throws {
        now = now + .seconds(1)
        try opened().record(edits, now: now, random: &random)
    }

    func firstUnsent() throws -> Dot {
        try #require(try opened().unsent().operations.first { $0.startsCommand }?.dot)
    }

    func keepPending() throws {
        try opened().keepPending(device.sealed.batch, lastCounter: device.sealed.lastCounter)
    }

    func setAside() throws { _ = try ReplicaStore.setAside(folder: folder, files: files) }

    func beginRebuild() throws {
        try opened().beginRebuild(workspace: device.workspace, device: device.device)
    }

    /// From wherever it was interrupted to its end.
    func rebuild() throws {
        let store = try opened()
        try beginRebuild()
        _ = try store.ingest(Array(known.dropFirst(Int(store.logSize))))
        _ = try store.finishRebuild()
    }

    func state() throws -> State {
        let store = try opened()
        var local: [String: [UInt8]] = [:]
        for key in try store.localKeys(prefix: "") { local[key] = try store.local(key) }
        return State(
            unsent: try store.unsent().operations.map(\.dot.counter), size: store.logSize,
            digest: try store.digest(), lines: try TodoList.lines(store),
            pending: try store.pendingBatch(), local: local, lastSync: try store.lastCompleteSync())
    }
}
