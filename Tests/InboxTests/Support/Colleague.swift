import Foundation
import Inbox
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTesting
import SkeinWire

/// One device of a team.
final class Colleague {
    let store: ReplicaStore
    let keys: DeviceKeys
    private unowned let team: Team
    private var random = SplitMix64(seed: 1)

    init(team: Team, keys: DeviceKeys, folder: URL) throws {
        self.team = team
        self.keys = keys
        store = try ReplicaStore(
            folder: folder, schema: InboxSchema.schema, views: InboxViews.views)
        let key = team.epochKey
        store.epochKey = { _ in key }
        try store.adopt(workspace: team.workspace, device: keys.id)
    }

    var desk: InboxDesk {
        let monotonic = MonotonicTime(milliseconds: team.now.milliseconds)
        return InboxDesk(
            store: store, now: Instant(wall: team.now, monotonic: monotonic), zone: Team.moscow,
            random: RandomSource(AnyGenerator(SystemRandomNumberGenerator())))
    }

    @discardableResult
    func record(_ edits: [Edit]) throws -> [Dot] {
        try store.record(edits, now: team.now, random: &random)
    }

    /// Takes in what the log has; nothing of one's own goes up.
    func pull() throws {
        let missing = Array(team.log.dropFirst(Int(store.logSize)))
        if !missing.isEmpty { _ = try store.ingest(missing) }
    }

    /// Seals what is unsent and appends it to the log; what others did is taken in first, as every
    /// device does.
    func push() throws {
        try pull()
        let (operations, contents) = try store.nextBatch()
        guard let last = operations.last, let log = store.log else { return }
        let batch = try Batch.seal(
            operations: operations, contents: contents,
            known: { try self.store.firstDot(of: $0) },
            context: SealContext(after: log, keys: keys, epochKey: team.epochKey),
            random: &random)
        try store.keepPending(batch, lastCounter: last.dot.counter)
        team.append(
            .batch(header: batch.header, signature: batch.signature), records: batch.records)
        try pull()
    }
}
