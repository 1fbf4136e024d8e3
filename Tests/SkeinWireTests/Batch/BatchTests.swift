import SkeinCRDT
import SkeinWire
import Testing

struct BatchTests {
    @Test(arguments: 0..<25 as Range<UInt64>)
    func `a sealed batch travels, is valid and opens to what was sealed`(_ seed: UInt64) throws {
        var workspace = try TestWorkspace()
        let member = TestWorkspace.device(2)
        try workspace.add(member)
        var source = RandomOperations(seed: seed)
        let number = workspace.number(of: member)
        let operations = source.make(Int(seed) * 3 + 1, device: number).map { $0.seeing(2) }
        let batch = try Batch.seal(
            operations: operations, contents: source.contents,
            known: { source.dotByEntity[$0] },
            context: SealContext(
                after: workspace.state, keys: member, epochKey: workspace.epochKey),
            random: &workspace.random)

        let travelled = try SealedBatch.decode(batch.encoded())
        #expect(travelled == batch)
        #expect(workspace.log(travelled.entry(at: workspace.state.lastTime)) == .valid)
        let entityByDot = Dictionary(
            uniqueKeysWithValues: source.dotByEntity.map { ($0.value, $0.key) })
        let opened = try Batch.open(
            travelled, epochKey: workspace.epochKey, device: number, lastCounter: 0
        ) { entityByDot[$0] }
        #expect(opened.operations == operations)
        #expect(Set(opened.contents.values) == Set(source.contents))
        #expect(opened.contents.allSatisfy { $0.key == $0.value.hash })
    }

    @Test func `any single bit changed is refused by entry or content`() throws {
        var workspace = try TestWorkspace()
        let content = Content(salt: [UInt8](repeating: 2, count: 16), text: Array("text".utf8))
        let batch = try workspace.batch(with: content)
        let bytes = batch.encoded()
        var accepted = 0
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            if workspace.accepts(changed) { accepted += 1 }
        }
        #expect(accepted == 0)
        #expect(workspace.accepts(bytes))
    }

    @Test func `a batch cut short anywhere, or with more behind it, is refused`() throws {
        var workspace = try TestWorkspace()
        let bytes = try workspace.batch(by: workspace.founder).encoded()
        for length in 0..<bytes.count {
            #expect(throws: FormatError.self) {
                try SealedBatch.decode(Array(bytes.prefix(length)))
            }
        }
        #expect(throws: FormatError.bytes(.trailingBytes(1))) {
            try SealedBatch.decode(bytes + [0])
        }
        #expect(throws: FormatError.tooLarge(SealedBatch.bytesMax + 1)) {
            try SealedBatch.decode([UInt8](repeating: 0, count: SealedBatch.bytesMax + 1))
        }
    }

    @Test func `lengths and numbers of records are limited before they are read`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        func forged(_ change: (inout BatchHeader) -> Void, lengths: [UInt32]) throws -> [UInt8] {
            var header = try BatchHeader.decode(batch.header)
            change(&header)
            var writer = ByteWriter()
            writer.bytes(header.encoded() + batch.signature)
            for length in lengths { writer.u32(length) }
            return writer.bytes
        }
        for count in [0, 513, .max] as [UInt32] {
            let bytes = try forged({ $0.recordCount = count }, lengths: [1])
            #expect(throws: FormatError.wrong("record count")) { try SealedBatch.decode(bytes) }
        }
        let huge = try forged({ _ in }, lengths: [.max])
        #expect(throws: FormatError.tooLarge(Int(UInt32.max))) { try SealedBatch.decode(huge) }
        let over = try forged({ _ in }, lengths: [65_537])
        #expect(throws: FormatError.tooLarge(65_537)) { try SealedBatch.decode(over) }
    }

    @Test func `records that are not those of the header are refused`() throws {
        var workspace = try TestWorkspace()
        let content = Content(salt: [UInt8](repeating: 2, count: 16), text: Array("text".utf8))
        let batch = try workspace.batch(with: content)
        let swapped = SealedBatch(
            header: batch.header, signature: batch.signature, records: batch.records.reversed())
        #expect(throws: FormatError.wrong("records root")) { try swapped.checkRecords() }
        let missing = SealedBatch(
            header: batch.header, signature: batch.signature,
            records: Array(batch.records.dropLast()))
        #expect(throws: FormatError.wrong("record count")) { try missing.checkRecords() }
        let longer = SealedBatch(
            header: batch.header, signature: batch.signature,
            records: [batch.records[0], batch.records[1] + [0]])
        #expect(throws: FormatError.wrong("record bytes")) { try longer.checkRecords() }
        #expect(throws: ContentError.records(.wrong("record bytes"))) {
            try workspace.open(longer)
        }
        #expect(!ContentError.records(.wrong("record bytes")).isVerdict)
        #expect(ContentError.seal.isVerdict)
    }

    @Test func `records are sealed to their key, batch and place`() throws {
        var workspace = try TestWorkspace()
        let content = Content(salt: [UInt8](repeating: 2, count: 16), text: Array("text".utf8))
        let batch = try workspace.batch(with: content)
        #expect(throws: ContentError.seal) {
            try Batch.open(
                batch, epochKey: [UInt8](repeating: 6, count: 32), device: DeviceNumber(0),
                lastCounter: 0
            ) { _ in nil }
        }
        let swapped = try batch.withRecords(batch.records.reversed())
        #expect(throws: ContentError.seal) { try workspace.open(swapped) }
        for change in [
            { $0.seq += 1 }, { $0.epoch += 1 }, { $0.author = TestWorkspace.device(3).id },
            { $0.workspace = .none },
        ] as [(inout BatchHeader) -> Void] {
            var header = try BatchHeader.decode(batch.header)
            change(&header)
            let moved = SealedBatch(
                header: header.encoded(), signature: batch.signature, records: batch.records)
            #expect(throws: ContentError.seal) { try workspace.open(moved) }
        }
    }

    @Test func `a bad content record makes only its own text unreadable`() throws {
        var workspace = try TestWorkspace()
        let content = Content(salt: [UInt8](repeating: 2, count: 16), text: Array("text".utf8))
        let batch = try workspace.batch(with: content)
        #expect(try workspace.open(batch).contents == [content.hash: content])
        for bad in [[], [1], [UInt8](repeating: 0, count: 104)] as [[UInt8]] {
            let damaged = try batch.withRecords([batch.records[0], bad])
            let opened = try workspace.open(damaged)
            #expect(opened.contents.isEmpty)
            #expect(opened.operations.count == 1)
        }
    }

    @Test func `content is void if header and operations contradict each other`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder, counter: 5)
        #expect(throws: ContentError.counterNotAbove(5)) {
            try workspace.open(batch, lastCounter: 5)
        }
        #expect(throws: Never.self) { try workspace.open(batch, lastCounter: 4) }
        var header = try BatchHeader.decode(batch.header)
        header.seenSize = 0
        let unseen = SealedBatch(
            header: header.encoded(), signature: batch.signature, records: batch.records)
        let dot = Dot(device: DeviceNumber(0), counter: 5)
        #expect(throws: ContentError.seenAhead(dot)) { try workspace.open(unseen) }
        header = try BatchHeader.decode(batch.header)
        header.highest = header.highest.successor
        let higher = SealedBatch(
            header: header.encoded(), signature: batch.signature, records: batch.records)
        #expect(throws: ContentError.highestStamp) { try workspace.open(higher) }
    }

    @Test func `a failing look-up of an entity is no verdict`() throws {
        struct DiskError: Error {}
        var workspace = try TestWorkspace()
        let batch = try Batch.seal(
            operations: [TestWorkspace.operation(1, device: DeviceNumber(0))], contents: [],
            known: { _ in Dot(device: DeviceNumber(0), counter: 1) },
            context: SealContext(
                after: workspace.state, keys: workspace.founder, epochKey: workspace.epochKey),
            random: &workspace.random)
        #expect(throws: DiskError.self) {
            try Batch.open(
                batch, epochKey: workspace.epochKey, device: DeviceNumber(0), lastCounter: 0
            ) { _ in throw DiskError() }
        }
        #expect(throws: ContentError.structure(.entityUnknown(device: 0, counter: 1))) {
            try workspace.open(batch)
        }
    }

    @Test func `what does not fit is not sealed`() throws {
        var workspace = try TestWorkspace()
        let salt = [UInt8](repeating: 2, count: 16)
        let unused = Content(salt: salt, text: [1])
        #expect(throws: SealError.contentNotUsed(unused.hash)) {
            try workspace.seal([TestWorkspace.operation(1, device: DeviceNumber(0))], [unused])
        }
        let write = TestWorkspace.write(1, .content(unused.hash))
        #expect(throws: SealError.contentNotUsed(unused.hash)) {
            try workspace.seal([write], [unused, unused])
        }
        let ahead = write.seeing(2)
        #expect(throws: SealError.seenAhead(ahead.dot)) { try workspace.seal([ahead], []) }
        let foreign = TestWorkspace.operation(2, device: DeviceNumber(1))
        #expect(throws: SealError.foreignOperation(foreign.dot)) {
            try workspace.seal([write, foreign], [])
        }
        var random = SplitMix64(seed: 1)
        let noise = TestWorkspace.write(1, .bytes(random.bytes(66_000)))
        #expect(throws: SealError.self) { try workspace.seal([noise], []) }

        let largest = Content(salt: salt, text: random.bytes(65_263))
        let fits = try workspace.seal([TestWorkspace.write(1, .content(largest.hash))], [largest])
        #expect(fits.records[1].count == 65_320)
        #expect(try workspace.open(fits).contents == [largest.hash: largest])
        let long = Content(salt: salt, text: random.bytes(65_264))
        #expect(throws: SealError.textTooLong(65_264)) {
            try workspace.seal([TestWorkspace.write(1, .content(long.hash))], [long])
        }
    }

    @Test func `one operation alone takes at most 400 bytes with everything counted`() throws {
        var workspace = try TestWorkspace()
        for number in 2...6 as ClosedRange<UInt8> {
            try workspace.add(TestWorkspace.device(number))
        }
        let batch = try Batch.seal(
            operations: [
                Operation(
                    dot: Dot(device: DeviceNumber(0), counter: 100_000),
                    stamp: HybridTime(milliseconds: TestWorkspace.startTime, counter: 0), seen: 5,
                    startsCommand: true,
                    action: .write(
                        EntityID([UInt8](repeating: 1, count: 16)), field: "chat.status",
                        .text("closed")))
            ],
            contents: [], known: { _ in Dot(device: DeviceNumber(3), counter: 100_000) },
            context: SealContext(
                after: workspace.state, keys: workspace.founder, epochKey: workspace.epochKey),
            random: &workspace.random)
        #expect(batch.encoded().count <= 400)
    }
}
