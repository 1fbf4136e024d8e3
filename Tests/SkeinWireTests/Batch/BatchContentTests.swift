import SkeinCRDT
import SkeinWire
import Testing

/// What a batch says of itself against what its records hold.
struct BatchContentTests {
    @Test func `every operation may have seen what its batch saw, the last one too`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.seal(
            [TestWorkspace.write(1, .null).seeing(0), TestWorkspace.write(2, .null).seeing(1)], [])
        #expect(throws: Never.self) { try workspace.open(batch) }
        let dot = Dot(device: DeviceNumber(0), counter: 2)
        #expect(throws: ContentError.seenAhead(dot)) {
            try workspace.open(try batch.withHeader { $0.seenSize = 0 })
        }
    }

    @Test func `the highest stamp is stated as it is, no higher and no lower`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        let right = try BatchHeader.decode(batch.header).highest
        let lower = HybridTime(milliseconds: right.milliseconds - 1, counter: right.counter)
        for stamp in [right.successor, lower, HybridTime(milliseconds: 0, counter: 0)] {
            #expect(throws: ContentError.highestStamp) {
                try workspace.open(try batch.withHeader { $0.highest = stamp })
            }
        }
        #expect(throws: Never.self) { try workspace.open(batch) }
    }

    @Test func `a text that no operation refers to is not taken`() throws {
        var workspace = try TestWorkspace()
        let content = Content(salt: [UInt8](repeating: 2, count: 16), text: Array("text".utf8))
        // Both are the author's first, so that a record of one opens in the other.
        let withText = try workspace.batch(with: content)
        let without = try workspace.seal([TestWorkspace.write(1, .null)], [])
        #expect(try workspace.open(withText).contents.count == 1)
        let mixed = try without.withRecords([without.records[0], withText.records[1]])
        let opened = try workspace.open(mixed)
        #expect(opened.operations.count == 1)
        #expect(opened.contents.isEmpty)
    }

    @Test(arguments: [
        (943, 1_000), (944, 1_064), (1_007, 1_064), (1_008, 1_320), (1_263, 1_320),
        (1_264, 1_576),
    ])
    func `records are padded in steps of 64 to a KiB, then of 256`(
        text: Int, sealed: Int
    ) throws {
        var workspace = try TestWorkspace()
        let content = Content(
            salt: [UInt8](repeating: 2, count: 16), text: [UInt8](repeating: 1, count: text))
        let batch = try workspace.batch(with: content)
        #expect(batch.records[1].count == sealed)
        #expect(try workspace.open(batch).contents == [content.hash: content])
    }

    @Test func `no record is larger than 64 KiB, whoever reads it`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        let largest = try batch.withRecords([[UInt8](repeating: 0, count: 65_536)])
        #expect(throws: Never.self) { try largest.checkRecords() }
        let larger = try batch.withRecords([[UInt8](repeating: 0, count: 65_537)])
        #expect(throws: FormatError.tooLarge(65_537)) { try larger.checkRecords() }
        func page(_ batch: SealedBatch) -> [UInt8] {
            let item = LogPage.Item(entry: batch.entry(at: 5), records: batch.records)
            return LogPage(note: [], items: [item]).encoded()
        }
        #expect(throws: Never.self) { try LogPage.decode(page(largest)) }
        #expect(throws: WireError.tooLong(length: 65_537, max: 65_536)) {
            try LogPage.decode(page(larger))
        }
    }
}

extension SealedBatch {
    /// The same records under a header that says something else.
    func withHeader(_ change: (inout BatchHeader) -> Void) throws -> SealedBatch {
        var header = try BatchHeader.decode(header)
        change(&header)
        return SealedBatch(header: header.encoded(), signature: signature, records: records)
    }
}
