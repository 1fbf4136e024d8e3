import SkeinCRDT
import SkeinRelay
import SkeinStore
import SkeinWire
import Testing

@testable import SimulationKit

/// Judges of a log in which hardly anything is right, and what they say where a replica or a relay
/// is made to differ.
@Suite(.serialized) struct LogCheckersTests {
    private struct Judged {
        let forge: LogForge
        let reading: LogReading
        let replica: FreshReplica
        var store: ReplicaStore { replica.store }
    }

    private func judged(_ name: String, seed: UInt64, without last: Int = 0) throws -> Judged {
        let forge = try LogForge(seed: seed, entries: 50)
        let keys = forge.epochKeys
        let replica = try FreshReplica(
            name: "\(name)-\(seed)", workspace: forge.workspace, schema: LogForge.schema
        ) { keys[$0] }
        _ = try replica.store.ingest(Array(forge.items.dropLast(last)))
        return Judged(
            forge: forge,
            reading: try LogReading(workspace: forge.workspace, forge.items) { keys[$0] },
            replica: replica)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `a replica takes a hostile log as the judges do`(seed: UInt64) throws {
        let judged = try judged("hostile", seed: seed)
        let model = ReferenceModel(judged.reading.operations, schema: LogForge.schema)
        #expect(try VerdictChecker.fault(judged.store, judged.reading) == nil)
        #expect(try ModelChecker.fault(judged.store, model) == nil)
        #expect(
            try ObservedRemovalChecker.fault(judged.store, model, LogForge.schema) == nil)
        #expect(judged.store.log?.membership == judged.reading.state.membership)
    }

    @Test func `a replica that lacks an operation, or shows another, is found out`() throws {
        let judged = try judged("lacks", seed: 3)
        let operations = judged.reading.operations
        for left in operations where left.counts && !left.isAct {
            let model = ReferenceModel(operations.filter { $0 != left }, schema: LogForge.schema)
            let whole = ReferenceModel(operations, schema: LogForge.schema)
            let place = left.operation.action.entity
            let isSeen = whole.aliveByPlace.values.joined().contains {
                $0.dot == left.operation.dot
            }
            guard isSeen else { continue }
            #expect(
                try ModelChecker.fault(judged.store, model) != nil, "\(place.bytes) \(left)")
        }
    }

    @Test func `an addition forgotten by the model is found out in a set`() throws {
        var found = 0
        for seed in 1...8 as ClosedRange<UInt64> {
            let judged = try judged("set", seed: seed)
            let additions = judged.reading.operations.filter {
                if case .add = $0.operation.action { true } else { false }
            }
            for left in additions {
                let model = ReferenceModel(
                    judged.reading.operations.filter { $0 != left }, schema: LogForge.schema)
                let fault = try ObservedRemovalChecker.fault(
                    judged.store, model, LogForge.schema)
                found += fault == nil ? 0 : 1
            }
        }
        #expect(found > 0)
    }

    @Test func `a verdict that differs is found out`() throws {
        let judged = try judged("verdict", seed: 5, without: 1)
        #expect(try VerdictChecker.fault(judged.store, judged.reading) != nil)
    }

    @Test func `a relay that signs two roots, or one of another log, is found out`() throws {
        let forge = try LogForge(seed: 9, entries: 5)
        let leaves = forge.items.map { SHA256.hash([0] + $0.entry.encoded()) }
        let keys = try RelayKeys(
            name: "relay", signingSeed: [UInt8](repeating: 1, count: 32),
            cosigningSeed: [UInt8](repeating: 2, count: 32))
        func page(_ size: Int, _ root: [UInt8]) -> RelayResponse {
            let checkpoint = Checkpoint(origin: "o", size: UInt64(size), root: root)
            let note = keys.sign(checkpoint, at: WallTime(milliseconds: 0))
            return .page(LogPage(note: note, items: []), size: UInt64(size))
        }
        let ask = RelayRequest.entries(forge.workspace, from: 0, entriesMax: 1)
        var promises = RelayPromises()
        promises.keep(ask, page(3, LogReading.root(leaves[..<3])))
        promises.keep(ask, page(5, LogReading.root(leaves[..<5])))
        #expect(MerkleChecker.fault(promises, leaves: leaves) == nil)
        #expect(MerkleChecker.fault(promises, leaves: Array(leaves[..<4])) != nil)

        var forked = promises
        forked.keep(ask, page(5, leaves[0]))
        #expect(MerkleChecker.fault(forked, leaves: leaves) != nil)
        var wrong = promises
        wrong.keep(ask, page(2, leaves[0]))
        #expect(MerkleChecker.fault(wrong, leaves: leaves) != nil)
    }
}

extension LoggedOperation {
    fileprivate var isAct: Bool {
        if case .act = operation.action { true } else { false }
    }
}
