import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire
import Testing

@Suite("The relay's checkpoint")
struct CheckpointTests {
    /// Two devices that have read the log and are in touch with the relay.
    private func started() throws -> Bench {
        let bench = try Bench()
        try bench.start()
        try bench.record(0, Bench.retitle("a", "first"))
        try bench.syncAll()
        return bench
    }

    private func size(of note: [UInt8]?) throws -> UInt64 {
        let bytes = try #require(note)
        let signed = try SignedNote.parse(bytes)
        return try Checkpoint.parse(signed.text).size
    }

    @Test func `is on the disk before its entries are ingested`() throws {
        let bench = try Bench()
        try bench.start(0)
        try bench.record(0, Bench.retitle("a", "sealed"))
        // Without the key the device cannot ingest: this is how it stands in between.
        bench.devices[1].store.epochKey = { _ in nil }
        try bench.start(1)
        #expect(bench.devices[1].codes.contains("store.failed"))
        #expect(bench.devices[1].store.logSize == 0)
        #expect(try bench.devices[1].store.entityIDs().isEmpty)
        #expect(try size(of: bench.devices[1].store.checkpoint()) == 3)
        try bench.restart(1)
        #expect(try size(of: bench.devices[1].store.checkpoint()) == 3)
        try bench.start(1)
        #expect(bench.devices[1].engine.status.stop == nil)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `that is smaller than a known one is refused, and asked about again`() throws {
        let bench = try started()
        let old = bench.ask(bench.calling.entries(from: 3, wait: .zero))
        try bench.record(0, Bench.retitle("a", "second"))
        try bench.sync(1)
        let known = try bench.devices[1].store.checkpoint()
        let digest = try bench.devices[1].store.digest()
        var hasLied = false
        bench.fate = { _ in
            defer { hasLied = true }
            return hasLied ? .delivered : .answered(old)
        }
        try bench.sync(1)
        #expect(bench.devices[1].codes.last == "relay.refusedAnswer")
        #expect(try bench.devices[1].store.checkpoint() == known)
        #expect(try bench.devices[1].store.digest() == digest)
        #expect(bench.devices[1].engine.status.stop == nil)
        try bench.pass(.seconds(2))
        try bench.record(1, Bench.retitle("a", "third"))
        try bench.syncAll()
        #expect(bench.relaySize == 5)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `with a second root at one size stops all writing and is kept as evidence`() throws {
        let bench = try started()
        let stored = try bench.devices[1].store.checkpoint()
        let known = try #require(stored)
        let forged = bench.note(size: 3, root: [UInt8](repeating: 9, count: 32))
        bench.fate = { call in
            guard call.device == 1, !call.isAppend else { return .delivered }
            return .changed { Bench.changing($0) { LogPage(note: forged, items: $0.items) } }
        }
        try bench.sync(1)
        let stop = bench.devices[1].engine.status.stop
        #expect(stop == .relayContradictsItself("two signed roots at size 3"))
        #expect(bench.devices[1].notices.last?.code == "relay.forked")
        #expect(bench.devices[1].notices.last?.urgency == .alarm)
        #expect(try bench.devices[1].evidence() == [known, forged])
        #expect(try bench.devices[1].store.checkpoint() == known)
        let before = bench.sent.count
        try bench.record(1, Bench.retitle("a", "kept here"))
        try bench.sync(1)
        try bench.pass(.seconds(300))
        #expect(bench.sent.count == before)
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 1)
    }

    /// Ways to answer that do not lead to what was signed.
    enum Lie: CaseIterable, Sendable {
        case otherTime, entryWithheld, entriesSwapped, entryTwice, otherRecord, recordMissing
        case otherOrigin, otherKey, unsigned

        func tell(_ page: LogPage, _ bench: Bench) -> LogPage {
            switch self {
            case .otherOrigin, .otherKey, .unsigned:
                return LogPage(note: note(page, bench), items: page.items)
            default: return LogPage(note: page.note, items: items(page.items))
            }
        }

        private func note(_ page: LogPage, _ bench: Bench) -> [UInt8] {
            let signed = try? SignedNote.parse(page.note)
            guard let signed, let truth = try? Checkpoint.parse(signed.text) else { return [] }
            let (size, root) = (truth.size, truth.root)
            switch self {
            case .otherOrigin:
                let workspace = [UInt8](repeating: 3, count: 32)
                let origin = Checkpoint.origin(relay: "relay.test", workspace: workspace)
                return bench.note(size: size, root: root, origin: origin)
            case .otherKey:
                let seed = [UInt8](repeating: 4, count: 32)
                let keys = try? RelayKeys(
                    name: "relay.test", signingSeed: seed, cosigningSeed: seed)
                return bench.note(size: size, root: root, keys: keys)
            default: return truth.text()
            }
        }

        private func items(_ items: [LogPage.Item]) -> [LogPage.Item] {
            guard let last = items.last else { return items }
            let rest = Array(items.dropLast())
            var records = last.records
            switch self {
            case .otherTime:
                let entry = LogEntry(time: last.entry.time + 1, body: last.entry.body)
                return rest + [LogPage.Item(entry: entry, records: records)]
            case .entryWithheld: return rest
            case .entriesSwapped: return [last] + rest
            case .entryTwice: return items + [last]
            case .otherRecord: records[records.count - 1][30] ^= 1
            case .recordMissing: records[records.count - 1] = []
            default: break
            }
            return rest + [LogPage.Item(entry: last.entry, records: records)]
        }
    }

    /// The second device lags two batches behind, the last one with a text.
    private func behind() throws -> Bench {
        let bench = try started()
        try bench.record(0, Bench.retitle("a", "second"))
        try bench.record(0, Bench.retitle("a", "third"), Bench.rewrite("a", "a text"))
        return bench
    }

    @Test(arguments: Lie.allCases)
    func `that entries do not lead to is refused once, then the truth is taken`(lie: Lie) throws {
        let bench = try behind()
        var lies = 0
        bench.fate = { [unowned bench] _ in
            lies += 1
            guard lies == 1 else { return .delivered }
            return .changed { answer in Bench.changing(answer) { lie.tell($0, bench) } }
        }
        try bench.sync(1)
        try bench.pass(.seconds(10))
        #expect(bench.devices[1].engine.status.stop == nil)
        #expect(bench.devices[1].engine.status.voidEntries == 0)
        #expect(bench.devices[1].store.logSize == 5)
        #expect(try bench.areEqual(0, 1))
        #expect(lies > 1)
    }

    /// Somebody on the way can answer like this, so nothing of it may stop a device for good.
    @Test(arguments: Lie.allCases)
    func `that never fits is never believed, and the truth is taken when it comes`(
        lie: Lie
    ) throws {
        // Whoever withholds an entry without end is asked on without end: nothing contradicts.
        guard lie != .entryWithheld else { return }
        let bench = try behind()
        let device = bench.devices[1]
        let digest = try device.store.digest()
        let known = try device.store.checkpoint()
        bench.fate = { [unowned bench] call in
            guard !call.isAppend else { return .delivered }
            return .changed { answer in Bench.changing(answer) { lie.tell($0, bench) } }
        }
        try bench.sync(1)
        try bench.record(1, Bench.retitle("b", "kept here"))
        try bench.pass(.seconds(300))
        #expect(device.engine.status.stop == nil)
        guard case .contradicted = device.engine.status.contact else {
            Issue.record("the relay counts as \(device.engine.status.contact)")
            return
        }
        #expect(try device.store.digest() == digest)
        #expect(try device.store.checkpoint() == known)
        #expect(try device.store.unsentCount == 1)
        #expect(!bench.sent.contains { $0.device == 1 && $0.isAppend })
        // A person is told, and not at every try.
        #expect(device.codes.filter { $0 == "relay.contradicts" }.count == 1)
        #expect(device.codes.filter { $0 == "relay.refusedAnswer" }.count == 1)
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(120))
        try bench.syncAll()
        #expect(try device.store.unsentCount == 0)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `bad answers count only while no good one is between them`() throws {
        let bench = try started()
        for round in 1...4 {
            try bench.record(0, Bench.retitle("a", "round \(round)"))
            var bad = 0
            bench.fate = { call in
                guard !call.isAppend, call.device == 1, bad < 2 else { return .delivered }
                bad += 1
                return .changed { $0.with(body: Array($0.body.dropLast())) }
            }
            try bench.sync(1)
            try bench.pass(.seconds(10))
            #expect(bad == 2)
            #expect(bench.devices[1].engine.status.stop == nil)
            #expect(try bench.areEqual(0, 1))
        }
    }
}
