import Foundation
import GRDB
import SkeinStore
import SkeinWire
import TriageWorkload

/// A fresh replica takes in what all writers have sealed.
extension TriagePhaseRun {
    func merge() throws -> BenchFigures { try merge(into: merged, backwards: false) }

    /// The end state alone, by the names that compare it with the other order's.
    func reverse() throws -> BenchFigures {
        let figures = try merge(into: place("m-1"), backwards: true)
        return [
            "state_reverse": figures["state"] ?? .text("nothing"),
            "digest_reverse": figures["digest"] ?? .text("nothing"),
        ]
    }

    private func merge(into place: URL, backwards: Bool) throws -> BenchFigures {
        let workspace = try workspace()
        let forward = try BatchFiles(folder: folder).all(writers: Self.writers)
        let blobs = backwards ? forward.reversed() : forward
        var figures: BenchFigures = ["rss_merge_base": .decimal(PeakMemory.mebibytes())]
        var store: ReplicaStore? = try workspace.store(Self.reader, in: place)
        let took = try seconds {
            for blob in blobs { if let store { try Self.take(blob, store, workspace) } }
        }
        figures["merge_s"] = .decimal(took)
        figures["merge_ops_s"] = .decimal(Double(operations) / took)
        figures["rss_merge"] = .decimal(PeakMemory.mebibytes())
        figures.merge(try persist(&store, place)) { _, new in new }
        figures.merge(try found(in: workspace.reopen(Self.reader, in: place))) { _, new in new }
        figures["rss_persist"] = .decimal(PeakMemory.mebibytes())
        return figures
    }

    /// One writer's batches from their bytes to the disk, in one transaction.
    static func take(
        _ blob: [[UInt8]], _ store: ReplicaStore, _ workspace: TriageWorkspace
    ) throws {
        let batches = try blob.map { try SealedBatch.decode($0) }
        let report = try store.ingest(workspace.entries(batches))
        guard report.voidEntries.isEmpty else {
            throw BenchError.wrongResult(["a batch is void: \(report.voidEntries)"])
        }
    }

    /// The write-ahead log goes into the file, and a copy shows how small the file could be.
    ///
    /// - Parameter store: is closed first, for it lets nobody else open its file. That moves the
    ///   log, so the clock runs already.
    private func persist(_ store: inout ReplicaStore?, _ place: URL) throws -> BenchFigures {
        let path = ReplicaStore.databasePath(place)
        let copy = place.appending(path: "vacuumed.sqlite").path
        var size = 0
        let took = try seconds {
            try store?.close()
            store = nil
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                size = try Self.size(of: path)
                try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
            }
            try queue.close()
        }
        return [
            "disk_bytes": .whole(size), "persist_s": .decimal(took),
            "vacuumed_bytes": .whole(try Self.size(of: copy)),
        ]
    }

    private static func size(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes[.size] as? NSNumber else { throw BenchError.unreadable(path) }
        return size.intValue
    }

    private func found(in store: ReplicaStore) throws -> BenchFigures {
        let state = try TriageState(store)
        let findings = try TriageFindings(store)
        return [
            "state": state.figure, "spread": .table(state.spread),
            "status_conflicts": .whole(findings.statusConflicts),
            "assignee_conflicts": .whole(findings.assigneeConflicts),
            "tags": .whole(findings.tags), "digest": .text(Hex.encode(findings.digest)),
        ]
    }
}
