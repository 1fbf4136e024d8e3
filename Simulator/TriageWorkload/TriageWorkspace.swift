package import Foundation
package import SkeinCRDT
package import SkeinStore
package import SkeinWire

/// A workspace of eight writers and readers that take their work in: real keys, real batches, a log
/// whose entries are stamped by rule 42's base.
package struct TriageWorkspace: Sendable {
    package static let base = WallTime(milliseconds: 1_760_000_000_000)
    private let epochKey: [UInt8]
    private let keys: [DeviceKeys]
    /// The genesis and one `add` entry for each further device.
    private let members: [PulledEntry]
    private let relay: RelayKeys
    package let workspace: WorkspaceID

    /// - Parameter devices: writers and readers together, at most 64.
    package init(devices: Int) throws {
        let keys = (0..<devices).map { device in
            DeviceKeys(rootSeed: [UInt8](repeating: UInt8(device + 1), count: 32))
        }
        let epochKey = [UInt8](repeating: 7, count: Epoch.keyLength)
        let relay = try RelayKeys(
            name: "triage", signingSeed: [UInt8](repeating: 101, count: 32),
            cosigningSeed: [UInt8](repeating: 102, count: 32))
        let genesis = MemberEntry(
            founding: Genesis(
                sign: keys[0].signing.publicKey, box: keys[0].box.publicKey,
                commitment: Epoch.commitment(workspace: .none, epoch: 1, key: epochKey),
                keyBox: Self.keyBox,
                relay: RelayIdentity(
                    name: relay.name, key: relay.verifier.signing.encoded(),
                    cosignKey: relay.verifier.cosigning.encoded()),
                policy: .standard))
        let workspace = WorkspaceID.of(genesis: genesis.encoded())
        var log = LogState(workspace: workspace)
        var entries: [PulledEntry] = []
        func append(_ entry: MemberEntry) {
            let signed = LogEntry(time: Self.time(0), body: entry.signed(with: keys[0].signing))
            let verdict = log.apply(signed) { _ in nil }
            precondition(verdict == .valid, "the triage workspace's own entries are valid")
            entries.append(PulledEntry(entry: signed, records: []))
        }
        append(genesis)
        for (number, device) in keys.enumerated().dropFirst() {
            append(
                MemberEntry(
                    after: log.membership, author: keys[0].id,
                    action: .add(
                        Admission(
                            sign: device.signing.publicKey, box: device.box.publicKey,
                            person: UInt32(number), role: .operator, keyBox: Self.keyBox))))
        }
        self.keys = keys
        self.epochKey = epochKey
        self.relay = relay
        self.workspace = workspace
        members = entries
    }

    /// Nobody opens the boxes, for every device here has the key. A sealed one would differ each
    /// time, and the workspace's name with it, on which a bench's processes have to agree.
    private static let keyBox = [UInt8](repeating: 0, count: Epoch.boxLength)

    private static func time(_ milliseconds: Int64) -> UInt64 {
        UInt64(base.milliseconds + milliseconds)
    }

    /// A device's new store, with the members known.
    package func store(_ device: Int, in folder: URL) throws -> ReplicaStore {
        let store = try open(folder)
        try join(store, device: device)
        return store
    }

    /// A device's store as it was left, by this process or another; a new one where there is none.
    package func reopen(_ device: Int, in folder: URL) throws -> ReplicaStore {
        let store = try open(folder)
        if store.log == nil { try join(store, device: device) }
        return store
    }

    private func open(_ folder: URL) throws -> ReplicaStore {
        let store = try ReplicaStore(folder: folder, schema: TriageSchema.schema)
        let key = epochKey
        store.epochKey = { $0 == 1 ? key : nil }
        return store
    }

    private func join(_ store: ReplicaStore, device: Int) throws {
        try store.adopt(workspace: workspace, device: keys[device].id)
        _ = try store.ingest(members)
    }

    /// All that a writer has recorded, as the sealed batches that it would upload one by one.
    package func seal(
        _ store: ReplicaStore, device: Int, random: inout some RandomNumberGenerator
    ) throws -> [SealedBatch] {
        guard let log = store.log else { throw StoreError.notJoined }
        let (recorded, contents) = try store.unsent()
        var operations = recorded
        var context = SealContext(after: log, keys: keys[device], epochKey: epochKey)
        var batches: [SealedBatch] = []
        while !operations.isEmpty {
            let count = try Batch.prefixThatFits(operations, contents: contents)
            let part = Array(operations[..<count])
            let batch = try Batch.seal(
                operations: part, contents: Batch.contents(for: part, of: contents),
                known: { try store.firstDot(of: $0) }, context: context, random: &random)
            batches.append(batch)
            context = context.following(batch)
            operations.removeFirst(count)
        }
        return batches
    }

    /// The log entries of batches, in this order, all stamped after the last operation.
    package func entries(_ batches: [SealedBatch]) -> [PulledEntry] {
        batches.map { batch in
            PulledEntry(entry: batch.entry(at: Self.time(60_000_000)), records: batch.records)
        }
    }
}

extension TriageWorkspace {
    /// What the relay answers to a device that lacks these batches alone, the newest of this
    /// store's log: its signed note, and their entries.
    package func page(_ store: ReplicaStore, newest: [SealedBatch]) throws -> LogPage {
        guard let log = store.log else { throw StoreError.notJoined }
        let checkpoint = Checkpoint(
            origin: Checkpoint.origin(relay: relay.name, workspace: workspace.bytes),
            size: log.size, root: log.root)
        return LogPage(note: relay.sign(checkpoint, at: Self.base), items: entries(newest))
    }
}

extension SealContext {
    fileprivate func following(_ batch: SealedBatch) -> SealContext {
        SealContext(
            workspace: workspace, keys: keys, seq: seq + 1, previous: batch.id, epoch: epoch,
            epochKey: epochKey, seenSize: seenSize, seenRoot: seenRoot)
    }
}
