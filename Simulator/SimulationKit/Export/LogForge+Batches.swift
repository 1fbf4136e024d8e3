import SkeinCRDT
import SkeinWire

/// Batches: honest ones, and such as are wrong in one way and still signed by their author.
extension LogForge {
    mutating func appendBatch(isHonest: Bool) throws {
        let active = devices.filter { state.membership.activeMember($0.id) != nil }
        let author = isHonest || random.chance(80) ? random.pick(active) : random.pick(devices)
        let head = state.head(of: author.id)
        let seen = head.seenSize + random.below(size + 1 - head.seenSize)
        let number = state.membership.member(author.id)?.number ?? DeviceNumber(500)
        let last = fold.lastCounter[number] ?? 0
        let isCounterReused = !isHonest && random.chance(10)
        let operations = operations(
            by: number, after: isCounterReused ? last / 2 : last, seen: seen)
        var known = fold.firstDotByEntity
        if !isHonest, random.chance(10) {
            // A name that nothing in the log has.
            known = known.mapValues { Dot(device: $0.device, counter: $0.counter + 1_000) }
        }
        let batch = try Batch.seal(
            operations: operations, contents: [], known: { known[$0] },
            context: SealContext(
                workspace: workspace, keys: author, seq: head.seq + 1, previous: head.headerHash,
                epoch: state.membership.epoch, epochKey: key, seenSize: seen,
                seenRoot: fold.roots[Int(seen)]),
            random: &random)
        if isHonest {
            try append(LogEntry(time: time, body: body(batch)), records: batch.records)
        } else {
            try appendTwisted(batch, author)
        }
    }

    private func body(_ batch: SealedBatch) -> LogEntry.Body {
        .batch(header: batch.header, signature: batch.signature)
    }

    private mutating func appendTwisted(_ batch: SealedBatch, _ author: DeviceKeys) throws {
        var header = try BatchHeader.decode(batch.header)
        var records = batch.records
        if random.chance(45) {
            twist(&header)
        } else if random.chance(60) {
            records[0] = twistedStructure(batch)
            header.recordsRoot = LogReading.root(records.map { SHA256.hash([0] + $0) }[...])
            header.recordBytes = UInt32(records.reduce(0) { $0 + $1.count })
        }
        var bytes = header.encoded()
        if random.chance(3) { bytes[0] ^= 1 }
        var signature = author.signing.sign(bytes, label: Label.batch)
        if random.chance(25) { signature = twisted(signature) }
        try append(
            LogEntry(time: time, body: .batch(header: bytes, signature: signature)),
            records: records)
    }

    private mutating func twist(_ header: inout BatchHeader) {
        switch random.below(14) {
        case 0: header.seq = random.pick([0, header.seq - 1, header.seq + 1, .max])
        case 1: header.previous = bytes(32)
        case 2: header.epoch = random.pick([0, header.epoch - 1, header.epoch + 1])
        case 3: header.seenSize = random.pick([size + 1, .max])
        case 4: header.seenRoot = bytes(32)
        case 5: header.seenSize /= 2
        case 6:
            // All right in itself, but its operations have seen more.
            header.seenSize /= 2
            header.seenRoot = fold.roots[Int(header.seenSize)]
        case 7: header.version = random.pick([0, 2])
        case 8: header.flags = 1
        case 9: header.workspace = WorkspaceID(bytes(32))
        case 10: header.recordCount = random.pick([0, 513])
        case 11: header.recordBytes = 262_145
        case 12: header.highest = HybridTime(milliseconds: time, counter: 9)
        default: header.author = random.pick(devices).id
        }
    }

    /// The record with a few bytes of its columns changed, or nothing that opens.
    private mutating func twistedStructure(_ batch: SealedBatch) -> [UInt8] {
        guard random.chance(85), var columns = SealedStructure.columns(of: batch, key: key) else {
            return bytes(200)
        }
        for _ in 0..<random.number(1...3) {
            let place = Int(random.below(UInt64(columns.count)))
            columns[place] = random.chance(50) ? UInt8(random.below(4)) : columns[place] ^ 1
        }
        if random.chance(10) { columns.append(0) }
        return SealedStructure.seal(columns, header: batch.header, key: key, nonce: bytes(24))
    }

    private mutating func twisted(_ signature: [UInt8]) -> [UInt8] {
        var signature = signature
        switch random.below(4) {
        case 0: signature = [UInt8](repeating: 0, count: 64)
        case 1: signature[Int(random.below(64))] ^= 1 << UInt8(random.below(8))
        case 2: signature.replaceSubrange(0..<32, with: [1] + [UInt8](repeating: 0, count: 31))
        default:
            // The same number modulo the group's order: a second form of one signature.
            var carry: UInt16 = 0
            for place in 0..<32 {
                let sum = UInt16(signature[32 + place]) + UInt16(Self.order[place]) + carry
                signature[32 + place] = UInt8(truncatingIfNeeded: sum)
                carry = sum >> 8
            }
        }
        return signature
    }

    /// 2^252 + 27742317777372353535851937790883648493, lowest byte first (RFC 8032).
    private static let order: [UInt8] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
}
