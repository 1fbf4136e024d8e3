import SkeinWire
import Testing

struct LogPayloadTests {
    @Test func `entries of every kind are read back, cut short they are refused`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder).entry(at: 5)
        let member = workspace.entry(.format(2))
        for entry in [batch, member] {
            let bytes = entry.encoded()
            #expect(try LogEntry.decode(bytes) == entry)
            #expect(entry.leafHash == Merkle.leafHash(bytes))
            for length in 0..<bytes.count {
                #expect(throws: WireError.self) { try LogEntry.decode(Array(bytes.prefix(length))) }
            }
            #expect(throws: WireError.trailingBytes(1)) { try LogEntry.decode(bytes + [0]) }
        }
        #expect(batch.encoded().count == 277)
        let huge = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1] as [UInt8]
        #expect(throws: WireError.truncated(needed: Int(UInt32.max), remaining: 1)) {
            try LogEntry.decode(huge)
        }
    }

    @Test func `a header is read back whatever its fields hold`() throws {
        var workspace = try TestWorkspace()
        let bytes = try workspace.batch(by: workspace.founder).header
        for bit in 32..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try BatchHeader.decode(changed).encoded() == changed)
        }
        #expect(throws: FormatError.wrongMagic) {
            try BatchHeader.decode([0] + bytes.dropFirst())
        }
        #expect(throws: FormatError.wrongLength(203)) {
            try BatchHeader.decode(Array(bytes.dropLast()))
        }
    }

    @Test func `what a device posts is read back by the relay`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        guard case .member(let body, let signature) = workspace.entry(.format(2)).body else {
            return
        }
        let requests = [
            AppendRequest(expectedSize: nil, payload: .batch(batch)),
            AppendRequest(expectedSize: 3, payload: .member(body, signature: signature)),
        ]
        for request in requests {
            let bytes = request.encoded()
            #expect(try AppendRequest.decode(bytes) == request)
            for length in 0..<bytes.count {
                #expect(throws: FormatError.self) {
                    try AppendRequest.decode(Array(bytes.prefix(length)))
                }
            }
            #expect(throws: FormatError.bytes(.trailingBytes(1))) {
                try AppendRequest.decode(bytes + [0])
            }
        }
        let unknown = [3] + requests[0].encoded().dropFirst()
        #expect(throws: FormatError.wrong("kind")) { try AppendRequest.decode(unknown) }
        let large = AppendRequest(
            expectedSize: 1,
            payload: .member(
                [UInt8](repeating: 0, count: MemberEntry.bytesMax + 1), signature: signature))
        #expect(throws: FormatError.bytes(.tooLong(length: 16_385, max: 16_384))) {
            try AppendRequest.decode(large.encoded())
        }
    }

    @Test func `an offered batch is read without its records until they are asked for`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        let bytes = AppendRequest(expectedSize: 3, payload: .batch(batch)).encoded()
        let offer = try AppendOffer.decode(bytes)
        #expect(offer.expectedSize == 3)
        #expect(offer.body == batch.entry(at: 0).body)
        #expect(offer.key == batch.id)
        #expect(try offer.records() == batch.records)
        let cut = try AppendOffer.decode(bytes.dropLast())
        #expect(cut.body == offer.body)
        #expect(throws: FormatError.self) { try cut.records() }
        #expect(throws: FormatError.tooLarge(SealedBatch.bytesMax + 1)) {
            try AppendOffer.decode(
                bytes.prefix(9) + [UInt8](repeating: 0, count: SealedBatch.bytesMax + 1))
        }
    }

    @Test func `what the relay answers is read back by the device`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        let answer = AppendAnswer(index: 7, time: 8, note: Array("note".utf8))
        #expect(try AppendAnswer.decode(answer.encoded()) == answer)
        let page = LogPage(
            note: Array("note".utf8),
            items: [
                LogPage.Item(entry: workspace.entry(.format(2)), records: []),
                LogPage.Item(entry: batch.entry(at: 9), records: batch.records),
            ])
        let bytes = page.encoded()
        let decoded = try LogPage.decode(bytes)
        #expect(decoded == page)
        #expect(decoded.items[0].batch == nil)
        #expect(decoded.items[1].batch == batch)
        for length in 0..<answer.encoded().count {
            #expect(throws: WireError.self) {
                try AppendAnswer.decode(Array(answer.encoded().prefix(length)))
            }
        }
        for length in 0..<bytes.count {
            #expect(throws: WireError.self) { try LogPage.decode(Array(bytes.prefix(length))) }
        }
    }

    @Test func `a page that states more entries than it has is refused`() {
        let many: [UInt8] = [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]
        #expect(throws: WireError.truncated(needed: 4, remaining: 0)) {
            try LogPage.decode(many)
        }
    }
}
