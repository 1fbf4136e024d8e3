import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

/// Structure columns, batches, entries and payloads, against bytes that another implementation
/// wrote.
struct BatchGoldenTests {
    private struct Known: Decodable {
        let entity: HexBytes
        let device: UInt16
        let counter: UInt64

        var dot: Dot { Dot(device: DeviceNumber(device), counter: counter) }
    }

    private struct Structure: Decodable {
        let name: String
        let operations: [GoldenOperation]
        let known: [Known]
        let columns: HexBytes
    }

    private struct GoldenBatch: Decodable {
        let epochKey, seenRoot, salt, text, columns, header, signature, id, sealed: HexBytes
        let records: [HexBytes]
        let nonceSeed: UInt64
        let operations: [GoldenOperation]
    }

    private struct Entry: Decodable {
        let name: String
        let entry, leaf: HexBytes
    }

    private struct Payloads: Decodable {
        let note, appendMember, appendBatch, answer, page: HexBytes
    }

    private let founder = TestWorkspace.device(1)

    @Test func `columns have their golden bytes`() throws {
        let cases: [Structure] = try GoldenFile.load("structures")
        #expect(cases.count == 3)
        for golden in cases {
            let device = DeviceNumber(4)
            let operations = try golden.operations.map { try $0.operation(device: device) }
            let record = try StructureRecord(operations) { entity in
                golden.known.first { $0.entity.bytes == entity.bytes }?.dot
            }
            #expect(try record.columns() == golden.columns.bytes, "\(golden.name)")
            let decoded = try StructureRecord.parse(golden.columns.bytes)
                .operations(device: device) { dot in
                    golden.known.first { $0.dot == dot }.map { EntityID($0.entity.bytes) }
                }
            #expect(decoded == operations)
            #expect(decoded.map(\.exact) == operations.map(\.exact))
        }
    }

    @Test func `a batch has its golden bytes`() throws {
        let golden: GoldenBatch = try GoldenFile.load("batch")
        let entries: [Entry] = try GoldenFile.load("entries")
        let operations = try golden.operations.map {
            try $0.operation(device: DeviceNumber(0))
        }
        let content = Content(salt: golden.salt.bytes, text: golden.text.bytes)
        var random = SplitMix64(seed: golden.nonceSeed)
        let batch = try Batch.seal(
            operations: operations, contents: [content], known: { _ in nil },
            context: SealContext(
                workspace: try workspace(entries), keys: founder, seq: 1,
                previous: BatchHeader.noPrevious, epoch: 1, epochKey: golden.epochKey.bytes,
                seenSize: 1, seenRoot: golden.seenRoot.bytes),
            random: &random)
        #expect(batch.header == golden.header.bytes)
        #expect(batch.signature == golden.signature.bytes)
        #expect(batch.records == golden.records.map(\.bytes))
        #expect(batch.id == golden.id.bytes)
        #expect(batch.encoded() == golden.sealed.bytes)

        let decoded = try SealedBatch.decode(golden.sealed.bytes)
        let opened = try Batch.open(
            decoded, epochKey: golden.epochKey.bytes, device: DeviceNumber(0), lastCounter: 0
        ) { _ in nil }
        #expect(opened.operations == operations)
        #expect(opened.contents == [content.hash: content])
        #expect(opened.header.encoded() == golden.header.bytes)
    }

    @Test func `entries have their golden bytes and leaves`() throws {
        let entries: [Entry] = try GoldenFile.load("entries")
        let golden: GoldenBatch = try GoldenFile.load("batch")
        #expect(entries.map(\.name) == ["genesis", "batch"])
        for golden in entries {
            let entry = try LogEntry.decode(golden.entry.bytes)
            #expect(entry.time == TestWorkspace.startTime)
            #expect(entry.encoded() == golden.entry.bytes)
            #expect(entry.leafHash == golden.leaf.bytes)
        }
        var state = LogState(workspace: try workspace(entries))
        let genesis = try LogEntry.decode(entries[0].entry.bytes)
        #expect(state.apply(genesis) { _ in nil } == .valid)
        // The vector's batch cites a log of its own.
        let batch = try LogEntry.decode(entries[1].entry.bytes)
        #expect(batch == (try SealedBatch.decode(golden.sealed.bytes)).entry(at: batch.time))
        #expect(state.apply(batch) { _ in nil } == .void(.falseSeenRoot))
    }

    @Test func `payloads have their golden bytes`() throws {
        let golden: Payloads = try GoldenFile.load("payloads")
        let entries: [Entry] = try GoldenFile.load("entries")
        let batch = try SealedBatch.decode(
            (try GoldenFile.load("batch") as GoldenBatch).sealed.bytes)
        let genesis = try LogEntry.decode(entries[0].entry.bytes)
        guard case .member(let body, let signature) = genesis.body else { return }
        let member = AppendRequest(
            expectedSize: 0, payload: .member(body, signature: signature))
        #expect(member.encoded() == golden.appendMember.bytes)
        #expect(try AppendRequest.decode(golden.appendMember.bytes) == member)
        let append = AppendRequest(expectedSize: nil, payload: .batch(batch))
        #expect(append.encoded() == golden.appendBatch.bytes)
        #expect(try AppendRequest.decode(golden.appendBatch.bytes) == append)
        let answer = AppendAnswer(
            index: 1, time: TestWorkspace.startTime, note: golden.note.bytes)
        #expect(answer.encoded() == golden.answer.bytes)
        #expect(try AppendAnswer.decode(golden.answer.bytes) == answer)
        let page = LogPage(
            note: golden.note.bytes,
            items: [
                LogPage.Item(entry: genesis, records: []),
                LogPage.Item(
                    entry: batch.entry(at: TestWorkspace.startTime), records: batch.records),
            ])
        #expect(page.encoded() == golden.page.bytes)
        #expect(try LogPage.decode(golden.page.bytes) == page)
    }

    private func workspace(_ entries: [Entry]) throws -> WorkspaceID {
        struct NoGenesis: Error {}
        guard case .member(let body, _) = try LogEntry.decode(entries[0].entry.bytes).body else {
            throw NoGenesis()
        }
        return .of(genesis: body)
    }
}
