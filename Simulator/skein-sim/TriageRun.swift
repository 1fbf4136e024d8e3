import Foundation
import SkeinCRDT
import SkeinClock
import SkeinStore
import SkeinWire
import TriageWorkload

/// What one run of the triage workload took; seconds, bytes and operations a second.
struct TriageResult: Encodable {
    var peer = "skein"
    var version = "0.1"
    var localOpsS = 0.0
    var exportS = 0.0
    var wireBytes = 0
    var mergeS = 0.0
    var mergeOpsS = 0.0
    var diskBytes = 0
    var openAndCountMs = 0.0
    var openChats = 0
    var statusConflicts = 0
    var assigneeConflicts = 0
    var tags = 0
    var state = ""
    var stateReverse = ""
    var converged = false
}

/// One run of the triage workload through real stores, keys and batches.
struct TriageRun {
    let folder: URL
    /// Commands in one local transaction.
    let batch: Int
    private let clock = SystemClock()

    init(folder: URL, batch: Int) {
        self.folder = folder
        self.batch = batch
    }

    func measure() throws -> TriageResult {
        var result = TriageResult()
        let workspace = try TriageWorkspace(devices: 10)
        let batches = try record(workspace, into: &result)
        result.wireBytes = batches.joined().reduce(0) { $0 + $1.encoded().count }
        let merged = try merge(batches, workspace, device: 8, into: &result)
        let reverse = try workspace.store(9, in: folder.appending(path: "reverse"))
        _ = try reverse.ingest(workspace.entries(batches.reversed().flatMap { $0 }))
        result.stateReverse = Hex.encode(try reverse.digest())
        result.converged = merged == result.stateReverse
        return result
    }

    private func record(
        _ workspace: TriageWorkspace, into result: inout TriageResult
    ) throws -> [[SealedBatch]] {
        var random = SplitMix64(seed: 1)
        var stamps = TriageStamps(base: TriageWorkspace.base)
        var commands = [[(edits: [Edit], now: WallTime)]](repeating: [], count: 8)
        for operation in TriageGenerator.operations() {
            let now = WallTime(milliseconds: Int64(stamps.next().milliseconds))
            commands[operation.replica].append(([operation.edit], now))
        }
        let stores = try (0..<8).map { device in
            try workspace.store(device, in: folder.appending(path: "writer\(device)"))
        }
        result.localOpsS =
            100_000
            / (try seconds {
                for (store, own) in zip(stores, commands) {
                    for start in stride(from: 0, to: own.count, by: batch) {
                        let part = Array(own[start..<min(start + batch, own.count)])
                        try store.record(commands: part, random: &random)
                    }
                }
            })
        var batches: [[SealedBatch]] = []
        result.exportS = try seconds {
            for (device, store) in stores.enumerated() {
                batches.append(try workspace.seal(store, device: device, random: &random))
            }
        }
        return batches
    }

    /// The digest of the merged state.
    private func merge(
        _ batches: [[SealedBatch]], _ workspace: TriageWorkspace, device: Int,
        into result: inout TriageResult
    ) throws -> String {
        let place = folder.appending(path: "merged")
        do {
            let store = try workspace.store(device, in: place)
            result.mergeS = try seconds {
                for own in batches { _ = try store.ingest(workspace.entries(own)) }
            }
            result.mergeOpsS = 100_000 / result.mergeS
            let findings = try TriageFindings(store)
            result.statusConflicts = findings.statusConflicts
            result.assigneeConflicts = findings.assigneeConflicts
            result.tags = findings.tags
            result.state = Hex.encode(findings.digest)
        }
        for suffix in ["", "-wal"] {
            let path = ReplicaStore.databasePath(place) + suffix
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            result.diskBytes += size.flatMap { $0 } ?? 0
        }
        result.openAndCountMs =
            1000
            * (try seconds {
                let store = try workspace.reopen(device, in: place)
                result.openChats = try store.entityIDs().count { id in
                    try store.entity(id)?.shown(TriageSchema.status)?.value == .text("open")
                }
            })
        return result.state
    }

    private func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = clock.now().monotonic
        try work()
        return Double(max((clock.now().monotonic - start).wholeMilliseconds, 1)) / 1000
    }
}
