import Foundation
import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire

/// Devices that share a list without a network: one log in memory, which a device uploads to and
/// pulls from when a test says so.
final class TodoTeam {
    private static let epochKey = [UInt8](repeating: 7, count: Epoch.keyLength)

    /// The schema and tables with which stores are opened from now on.
    var schema: Schema
    var views: Views
    /// What all clocks show (the relay's too); each record and upload is a second later.
    private(set) var now = WallTime(milliseconds: 1_760_000_000_000)
    private(set) var log: [PulledEntry] = []
    let devices: Range<Int>
    private let root: URL
    private let keys: [DeviceKeys]
    private var state: LogState
    private var storeByDevice: [Int: ReplicaStore] = [:]
    /// The highest counter that a device has uploaded.
    private var sentByDevice: [Int: UInt64] = [:]
    private var random = SplitMix64(seed: 1)

    /// Device 0 is the founder, an owner; one more for each role. Device n acts for person n.
    init(
        roles: [Role] = [.operator], schema: Schema = TodoList.schema,
        views: Views = TodoList.views
    ) throws {
        Sodium.initialize()
        let numbers: Range<Int> = 0..<(roles.count + 1)
        let keys: [DeviceKeys] = numbers.map { number in
            let seed = [UInt8](repeating: UInt8(number + 1), count: DeviceKeys.seedLength)
            return DeviceKeys(rootSeed: seed)
        }
        let relay = RelayIdentity(name: "relay", key: "relay+1", cosignKey: "relay+4")
        let genesis = try Genesis(founder: keys[0], epochKey: Self.epochKey, relay: relay)
        let entry = MemberEntry(founding: genesis)
        self.schema = schema
        self.views = views
        self.keys = keys
        devices = numbers
        state = LogState(workspace: WorkspaceID.of(genesis: entry.encoded()))
        root = try Fixtures.temporaryFolder()
        append(entry.signed(with: keys[0].signing), records: [])
        for (place, role) in roles.enumerated() { try admit(place + 1, role) }
        for device in numbers {
            try store(device).adopt(workspace: state.workspace, device: keys[device].id)
            try pull(device)
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    // MARK: Stores

    func folder(_ device: Int) -> URL { root.appending(path: "device\(device)") }

    func database(_ device: Int) -> String { ReplicaStore.databasePath(folder(device)) }

    /// A device's store, opened where it is closed.
    func store(_ device: Int) throws -> ReplicaStore {
        if let store = storeByDevice[device] { return store }
        let store = try ReplicaStore(folder: folder(device), schema: schema, views: views)
        let key = Self.epochKey
        store.epochKey = { $0 == 1 ? key : nil }
        storeByDevice[device] = store
        return store
    }

    /// Ends the device's program, as far as nobody else holds its store; the next use starts it.
    func close(_ device: Int) { storeByDevice[device] = nil }

    // MARK: Work

    @discardableResult
    func record(
        _ device: Int, _ edits: [Edit], after pause: Duration = .seconds(1)
    ) throws -> [Dot] {
        now = now + pause
        return try store(device).record(edits, now: now, random: &random)
    }

    /// Seals everything unsent over the newest log and appends it; the device itself sees it when
    /// it pulls.
    func upload(_ device: Int) throws { try upload(device, epochKey: Self.epochKey) }

    /// Like `upload`, under a key that nobody else has: the header is good, the content is not.
    func uploadUnreadable(_ device: Int) throws {
        try upload(device, epochKey: [UInt8](repeating: 8, count: Epoch.keyLength))
    }

    private func upload(_ device: Int, epochKey: [UInt8]) throws {
        while let batch = try seal(device, epochKey: epochKey) {
            now = now + .seconds(1)
            append(
                .batch(header: batch.sealed.header, signature: batch.sealed.signature),
                records: batch.sealed.records)
            sentByDevice[device] = batch.lastCounter
        }
    }

    /// Has the device upload all that it holds as unsent, also what was uploaded under its name.
    func forgetUploads(of device: Int) { sentByDevice[device] = nil }

    /// The next batch that a device would upload; nil where there is nothing to send.
    func seal(
        _ device: Int, epochKey: [UInt8] = TodoTeam.epochKey
    ) throws -> (sealed: SealedBatch, lastCounter: UInt64)? {
        let store = try store(device)
        let unsent = try store.unsent()
        let sent: UInt64 = sentByDevice[device] ?? 0
        let waiting = unsent.operations.filter { $0.dot.counter > sent }
        let count = try Batch.prefixThatFits(waiting, contents: unsent.contents)
        let part = Array(waiting.prefix(count))
        guard let last = part.last else { return nil }
        let context = SealContext(after: state, keys: keys[device], epochKey: epochKey)
        let sealed = try Batch.seal(
            operations: part, contents: Batch.contents(for: part, of: unsent.contents),
            known: { try store.firstDot(of: $0) }, context: context, random: &random)
        return (sealed, last.dot.counter)
    }

    /// Takes in what the log holds beyond the device's own, or so many entries of it.
    @discardableResult
    func pull(_ device: Int, entriesMax: Int = .max) throws -> IngestReport {
        let store = try store(device)
        let next = log.dropFirst(Int(store.logSize)).prefix(entriesMax)
        return try store.ingest(Array(next))
    }

    /// Everybody knows what everybody did.
    func synchronise() throws {
        for device in devices { try upload(device) }
        for device in devices { try pull(device) }
    }

    /// A member entry of the founder that only a later build knows; not in the log.
    func laterEntry() -> PulledEntry {
        let action = CBOR.record(["kind": .text("dance")])
        let entry = MemberEntry(
            after: state.membership, author: keys[0].id,
            action: .unknown(kind: "dance", action))
        let body = entry.signed(with: keys[0].signing)
        return PulledEntry(
            entry: LogEntry(time: UInt64(now.milliseconds), body: body), records: [])
    }

    // MARK: What a device shows

    func entity(_ device: Int, _ item: EntityID) throws -> EntityState? {
        try store(device).entity(item)
    }

    func labels(_ device: Int, _ item: EntityID) throws -> [Value] {
        try entity(device, item)?.elements(TodoList.labels) ?? []
    }

    func shown(_ device: Int, _ item: EntityID, _ field: String) throws -> Value? {
        try entity(device, item)?.shown(field)?.value
    }

    func lines(_ device: Int) throws -> [String] { try TodoList.lines(try store(device)) }

    func digests() throws -> Set<[UInt8]> {
        var digests: Set<[UInt8]> = []
        for device in devices { digests.insert(try store(device).digest()) }
        return digests
    }

    // MARK: The log

    private func admit(_ number: Int, _ role: Role) throws {
        let device = keys[number]
        let box = try Epoch.box(
            Self.epochKey, workspace: state.workspace, epoch: 1, to: device.box.publicKey)
        let admission = Admission(
            sign: device.signing.publicKey, box: device.box.publicKey, person: UInt32(number),
            role: role, keyBox: box)
        let entry = MemberEntry(
            after: state.membership, author: keys[0].id, action: .add(admission))
        append(entry.signed(with: keys[0].signing), records: [])
    }

    /// A relay that lies about time: its last entry once more, at a time that cannot be.
    func appendVoid(at time: UInt64) {
        guard let last = log.last else { return }
        let entry = LogEntry(time: time, body: last.entry.body)
        let verdict = state.apply(entry) { _ in nil }
        precondition(verdict != .valid, "a time that cannot be voids an entry")
        log.append(PulledEntry(entry: entry, records: last.records))
    }

    private func append(_ body: LogEntry.Body, records: [[UInt8]]) {
        let entry = LogEntry(time: UInt64(now.milliseconds), body: body)
        let verdict = state.apply(entry) { _ in nil }
        precondition(verdict == .valid, "a team's own entries are valid")
        log.append(PulledEntry(entry: entry, records: records))
    }
}
