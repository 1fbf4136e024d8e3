import Foundation
import SkeinCRDT
import SkeinStore
import SkeinWire
import TriageWorkload

/// Single operations, each sealed as a batch of its own by one merged replica and taken in by
/// another at once.
extension TriagePhaseRun {
    /// One for each hundred of the workload: 1,000 in the published one.
    private var trickled: Int { max(operations / 100, 10) }

    func trickle() throws -> BenchFigures {
        let workspace = try workspace()
        let writer = try workspace.store(Self.late, in: place("t0"))
        let reader = try workspace.store(Self.reader, in: place("t8"))
        for blob in try BatchFiles(folder: folder).all(writers: Self.writers) {
            try Self.take(blob, reader, workspace)
            try Self.take(blob, writer, workspace)
        }
        var sizes: [Int] = []
        var times: [Double] = []
        var last: [SealedBatch] = []
        var random = SplitMix64(seed: 2)
        var now = TriageWorkspace.base + .milliseconds(375 * operations + 3000)
        for operation in TriageGenerator.operations(count: trickled, seed: 7, replicas: 1) {
            now = now + .milliseconds(375)
            try writer.record([operation.edit], now: now, random: &random)
            let sealed = try workspace.seal(writer, device: Self.late, random: &random)
            let blob = sealed.map { $0.encoded() }
            sizes.append(blob.reduce(0) { $0 + $1.count })
            times.append(try seconds { try Self.take(blob, reader, workspace) })
            // Its own entry comes back to a writer by the log, and the next batch follows it.
            try Self.take(blob, writer, workspace)
            last = sealed
        }
        guard try writer.digest() == reader.digest() else {
            throw BenchError.wrongResult(["the two replicas differ after single operations"])
        }
        times.sort()
        return [
            "op_wire_bytes": .decimal(Double(sizes.reduce(0, +)) / Double(sizes.count)),
            "catch_up_bytes": .whole(try workspace.page(reader, newest: last).encoded().count),
            "merge_one_us_p50": .decimal(1e6 * times[times.count / 2]),
            "merge_one_us_p99": .decimal(1e6 * times[times.count * 99 / 100]),
        ]
    }
}
