import SkeinCRDT
import SkeinSync
import SkeinTransport
import SkeinWire
import Testing

@Suite("A void entry")
struct VoidEntryTests {
    /// What an honest relay would never let in.
    enum Fault: CaseIterable, Sendable {
        case wrongSequence, badSignature, strangersBatch, wrongEpoch, falseSeenRoot, malformedMember

        var reason: VoidReason {
            switch self {
            case .wrongSequence: .wrongSequence
            case .badSignature: .badSignature
            case .strangersBatch: .authorUnknown
            case .wrongEpoch: .wrongEpoch
            case .falseSeenRoot: .falseSeenRoot
            case .malformedMember: .malformed
            }
        }

        func item(_ bench: Bench, author: DeviceKeys) throws -> LogPage.Item {
            let state = try bench.relayState()
            let author = self == .strangersBatch ? Founding.device(90) : author
            let head = state.head(of: author.id)
            let epoch: UInt32 = self == .wrongEpoch ? 2 : 1
            let context = SealContext(
                workspace: state.workspace, keys: author,
                seq: self == .wrongSequence ? head.seq + 2 : head.seq + 1,
                previous: head.headerHash, epoch: epoch, epochKey: Founding.epochKey(epoch),
                seenSize: state.size,
                seenRoot: self == .falseSeenRoot
                    ? [UInt8](repeating: 6, count: 32) : state.root)
            let batch = try VoidEntryTests.seal(context, number: DeviceNumber(2))
            switch self {
            case .badSignature:
                let false64 = [UInt8](repeating: 1, count: 64)
                let body = LogEntry.Body.batch(header: batch.header, signature: false64)
                return LogPage.Item(
                    entry: LogEntry(time: state.lastTime, body: body), records: batch.records)
            case .malformedMember:
                let body = LogEntry.Body.member([1, 2, 3], signature: batch.signature)
                return LogPage.Item(
                    entry: LogEntry(time: state.lastTime, body: body), records: [])
            default:
                return LogPage.Item(
                    entry: batch.entry(at: state.lastTime), records: batch.records)
            }
        }
    }

    /// A batch of one operation that says something about the note `a`.
    static func seal(_ context: SealContext, number: DeviceNumber) throws -> SealedBatch {
        var random = SkeinCRDT.SplitMix64(seed: 9)
        let operation = SkeinWire.Operation(
            dot: Dot(device: number, counter: 1),
            stamp: HybridTime(milliseconds: UInt64(Bench.noon.milliseconds), counter: 1),
            seen: 0, startsCommand: true,
            action: .write(Bench.note("a"), field: Bench.title, .text("void")))
        return try Batch.seal(
            operations: [operation], contents: [], known: { _ in nil }, context: context,
            random: &random)
    }

    @Test(arguments: Fault.allCases)
    func `is counted and shown, and changes nothing`(fault: Fault) throws {
        // The third device never starts: its keys are what the false entries are made with.
        let bench = try Bench(roles: [.operator, .operator])
        try bench.start(0)
        try bench.start(1)
        try bench.record(0, Bench.retitle("a", "true"))
        try bench.sync(1)
        let shown = try bench.devices[1].shown()
        let item = try fault.item(bench, author: bench.founding.devices[2])
        #expect(try bench.force(item) == .void(fault.reason))
        try bench.sync(0)
        try bench.sync(1)
        for place in 0...1 {
            let device = bench.devices[place]
            #expect(device.store.logSize == 5)
            #expect(device.engine.status.stop == nil)
            #expect(device.engine.status.isReachable)
            #expect(device.engine.status.voidEntries == 1)
            let notice = device.notices.last { $0.code == "log.voidEntry" }
            #expect(notice?.urgency == .warning)
            #expect(notice?.detail.hasPrefix("entry 4: ") == true)
        }
        #expect(try bench.devices[1].shown() == shown)
        #expect(try bench.areEqual(0, 1))
        // Work goes on behind it.
        try bench.record(1, Bench.retitle("a", "still true"), Bench.rewrite("b", "text"))
        try bench.sync(0)
        #expect(bench.relaySize == 6)
        #expect(bench.devices[0].engine.status.voidEntries == 1)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `for its content alone keeps its place in its author's chain`() throws {
        let bench = try Bench(roles: [.operator, .operator])
        try bench.start(0)
        try bench.start(1)
        try bench.record(0, Bench.retitle("a", "true"))
        try bench.sync(1)
        let shown = try bench.devices[1].shown()
        let state = try bench.relayState()
        // Sealed under a key that is not the epoch's: the relay cannot know, every device does.
        let author = bench.founding.devices[2]
        let context = SealContext(
            after: state, keys: author, epochKey: [UInt8](repeating: 0, count: 32))
        let batch = try Self.seal(context, number: DeviceNumber(2))
        #expect(bench.ask(bench.calling.append(batch)).status == 200)
        try bench.sync(0)
        try bench.sync(1)
        for place in 0...1 {
            let device = bench.devices[place]
            #expect(device.store.logSize == 5)
            #expect(device.engine.status.voidEntries == 1)
            #expect(device.engine.status.stop == nil)
            #expect(device.store.log?.head(of: author.id).headerHash == batch.id)
        }
        #expect(try bench.devices[1].shown() == shown)
        #expect(try bench.areEqual(0, 1))
    }
}
