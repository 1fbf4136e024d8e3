import Foundation
import SkeinCRDT
import SkeinClock
import SkeinStore
import SkeinWire
import TriageWorkload

/// Eight writers who do not see each other record, and seal what they have written.
extension TriagePhaseRun {
    private struct Transaction {
        let writer: Int
        var commands: [(edits: [Edit], now: WallTime)] = []
    }

    func local() throws -> BenchFigures {
        let workspace = try workspace()
        let transactions = transactions()
        let base = PeakMemory.mebibytes()
        let stores = try (0..<Self.writers).map { try workspace.store($0, in: place("r\($0)")) }
        var random = SplitMix64(seed: 1)
        let clock = SystemClock()
        let took = try seconds {
            for next in transactions {
                let store = stores[next.writer]
                try store.record(commands: next.commands, random: &random)
                // As a driver does; at most once a second this writes the journal.
                if case .failed(let error) = store.tend(now: clock.now().monotonic) { throw error }
            }
        }
        var sealed: [[SealedBatch]] = []
        let export = try seconds {
            for (device, store) in stores.enumerated() {
                sealed.append(try workspace.seal(store, device: device, random: &random))
            }
        }
        let files = BatchFiles(folder: folder)
        for (writer, batches) in sealed.enumerated() { try files.write(batches, of: writer) }
        var figures: BenchFigures = [
            "local_ops_s": .decimal(Double(operations) / took), "export_s": .decimal(export),
            "rss_base": .decimal(base), "rss_local": .decimal(PeakMemory.mebibytes()),
        ]
        let blobs = sealed.map { $0.flatMap { $0.encoded() } }
        figures["wire_bytes"] = .whole(blobs.reduce(0) { $0 + $1.count })
        figures["wire_zlib_bytes"] = Zlib.totalLength(of: blobs).map(BenchFigure.whole)
        return figures
    }

    /// In the order of the list where each holds one operation; else the writers take turns, each
    /// with so many of its own.
    private func transactions() -> [Transaction] {
        var stamps = TriageStamps(base: TriageWorkspace.base)
        var own = (0..<Self.writers).map { Transaction(writer: $0) }
        for operation in TriageGenerator.operations(count: operations) {
            let now = WallTime(milliseconds: Int64(stamps.next().milliseconds))
            own[operation.replica].commands.append(([operation.edit], now))
        }
        return stride(from: 0, to: own[0].commands.count, by: batch).flatMap { start in
            own.map { all in
                Transaction(
                    writer: all.writer,
                    commands: Array(all.commands.dropFirst(start).prefix(batch)))
            }.filter { !$0.commands.isEmpty }
        }
    }
}
