import Foundation
import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing
import TriageWorkload

@Suite struct TriageMergeTests {
    /// The standard workload, recorded by eight replicas and sealed.
    private struct Recorded {
        let workspace: TriageWorkspace
        let batches: [[SealedBatch]]
    }

    private func record(in folder: URL) throws -> Recorded {
        let workspace = try TriageWorkspace(devices: 10)
        var random = SplitMix64(seed: 1)
        var stamps = TriageStamps(base: TriageWorkspace.base)
        var commands = [[(edits: [Edit], now: WallTime)]](repeating: [], count: 8)
        for operation in TriageGenerator.operations() {
            let stamp = stamps.next()
            let now = WallTime(milliseconds: Int64(stamp.milliseconds))
            commands[operation.replica].append(([operation.edit], now))
        }
        var batches: [[SealedBatch]] = []
        for (device, own) in commands.enumerated() {
            let store = try workspace.store(
                device, in: folder.appending(path: "writer\(device)"))
            for start in stride(from: 0, to: own.count, by: 500) {
                let part = Array(own[start..<min(start + 500, own.count)])
                try store.record(commands: part, random: &random)
            }
            batches.append(try workspace.seal(store, device: device, random: &random))
        }
        return Recorded(workspace: workspace, batches: batches)
    }

    @Test func `eight replicas' work merges into a ninth with every conflict, in either order`()
        throws
    {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let recorded = try record(in: folder)
        var findings: [TriageFindings] = []
        for (name, batches) in [
            ("forward", recorded.batches), ("reverse", recorded.batches.reversed()),
        ] {
            let store = try recorded.workspace.store(8, in: folder.appending(path: name))
            _ = try store.ingest(recorded.workspace.entries(batches.flatMap { $0 }))
            findings.append(try TriageFindings(store))
        }
        #expect(findings[0].statusConflicts == 7_900)
        #expect(findings[0].assigneeConflicts == 4_843)
        #expect(findings[0].tags == 8_030)
        #expect(findings[0] == findings[1])
    }
}
