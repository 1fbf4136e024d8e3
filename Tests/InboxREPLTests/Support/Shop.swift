import Foundation
import Inbox
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTesting
import SkeinWire

/// A workspace of two devices with real stores and one log in memory: Anna, whose REPL is tested,
/// and Pyotr, who works apart until `synchronise`.
final class Shop {
    /// Noon of Wednesday, 4 March 2026, in Moscow.
    static let noon = WallTime(milliseconds: 1_772_614_800_000)
    static let moscow = TimeZone(identifier: "Europe/Moscow") ?? .gmt

    /// One of the two.
    final class Device {
        let store: ReplicaStore
        let keys: DeviceKeys

        init(_ keys: DeviceKeys, workspace: WorkspaceID, epochKey: [UInt8], folder: URL) throws {
            self.keys = keys
            store = try ReplicaStore(
                folder: folder, schema: InboxSchema.schema, views: InboxViews.views)
            store.epochKey = { _ in epochKey }
            try store.adopt(workspace: workspace, device: keys.id)
        }
    }

    let anna: Device
    let petr: Device
    var now = Shop.noon
    private let folder: URL
    private let epochKey = [UInt8](repeating: 7, count: Epoch.keyLength)
    private var log: [PulledEntry] = []
    private var random = SplitMix64(seed: 1)

    init() throws {
        Sodium.initialize()
        folder = try Fixtures.temporaryFolder()
        let keys = [1, 2].map {
            DeviceKeys(rootSeed: [UInt8](repeating: $0, count: DeviceKeys.seedLength))
        }
        let genesis = try Genesis(
            founder: keys[0], epochKey: epochKey,
            relay: RelayIdentity(name: "relay", key: "relay+1", cosignKey: "relay+4"))
        let founding = MemberEntry(founding: genesis)
        let workspace = WorkspaceID.of(genesis: founding.encoded())
        anna = try Device(
            keys[0], workspace: workspace, epochKey: epochKey, folder: folder.appending(path: "a"))
        petr = try Device(
            keys[1], workspace: workspace, epochKey: epochKey, folder: folder.appending(path: "b"))
        append(founding.signed(with: keys[0].signing), records: [])
        try pull(anna)
        try admitPetr(keys)
        try pull(anna)
        try pull(petr)
        _ = try desk(anna).introduce(login: "anna", name: "Анна")
        _ = try desk(petr).introduce(login: "petr", name: "Пётр")
        try synchronise()
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch { print(error) }
    }

    func desk(_ device: Device) -> InboxDesk {
        InboxDesk(
            store: device.store,
            now: Instant(wall: now, monotonic: MonotonicTime(milliseconds: now.milliseconds)),
            zone: Self.moscow,
            random: RandomSource(AnyGenerator(SystemRandomNumberGenerator())))
    }

    /// A buyer's chat with one message, polled by Anna's device.
    func buyer(_ name: String, writes text: String, chat: String, minutesAgo: Int64 = 12) throws {
        let fact = ChatFact(market: .wildberries, account: "77", conversation: chat)
        let id = "\(chat)-\(text.utf8.count)-\(minutesAgo)"
        let message = InboxID.message(
            .wildberries, account: "77", conversation: chat, message: id)
        try record([
            fact.edit, .writeText(fact.chat, field: Field.chatBuyer, name),
            MessageFact.edit(
                message, chat: fact.chat, author: .buyer,
                sent: now + .seconds(-60 * minutesAgo), text: text, origin: nil, platformID: id),
        ])
    }

    func synchronise() throws {
        for device in [anna, petr] { try push(device) }
        for device in [anna, petr] { try pull(device) }
    }

    private func record(_ edits: [Edit]) throws {
        _ = try anna.store.record(edits, now: now, random: &random)
    }

    private func push(_ device: Device) throws {
        try pull(device)
        let (operations, contents) = try device.store.nextBatch()
        guard let last = operations.last, let state = device.store.log else { return }
        let batch = try Batch.seal(
            operations: operations, contents: contents,
            known: { try device.store.firstDot(of: $0) },
            context: SealContext(after: state, keys: device.keys, epochKey: epochKey),
            random: &random)
        try device.store.keepPending(batch, lastCounter: last.dot.counter)
        append(
            .batch(header: batch.header, signature: batch.signature), records: batch.records)
        try pull(device)
    }

    private func pull(_ device: Device) throws {
        let missing = Array(log.dropFirst(Int(device.store.logSize)))
        if !missing.isEmpty { _ = try device.store.ingest(missing) }
    }

    private func append(_ body: LogEntry.Body, records: [[UInt8]]) {
        let time = UInt64(now.milliseconds)
        log.append(PulledEntry(entry: LogEntry(time: time, body: body), records: records))
    }

    private func admitPetr(_ keys: [DeviceKeys]) throws {
        guard let membership = anna.store.log?.membership else { return }
        let admission = Admission(
            sign: keys[1].signing.publicKey, box: keys[1].box.publicKey, person: 1,
            role: .sender,
            keyBox: try Epoch.box(
                epochKey, workspace: membership.workspace, epoch: 1, to: keys[1].box.publicKey))
        let entry = MemberEntry(after: membership, author: keys[0].id, action: .add(admission))
        append(entry.signed(with: keys[0].signing), records: [])
    }
}
