import SkeinCRDT
import SkeinWire
import Testing

struct StructureRecordTests {
    private let device = DeviceNumber(7)

    @Test(arguments: 0..<120 as Range<UInt64>)
    func `operations come back as they were, and encode to the same bytes`(_ seed: UInt64) throws {
        var source = RandomOperations(seed: seed)
        let operations = source.make(Int(seed * seed % 300) + 1, device: device)
        let record = try StructureRecord(operations) { source.dotByEntity[$0] }
        let columns = try record.columns()
        let parsed = try StructureRecord.parse(columns)
        #expect(try parsed.columns() == columns)
        let entityByDot = Dictionary(
            uniqueKeysWithValues: source.dotByEntity.map { ($0.value, $0.key) })
        let plain = try StructureRecord.encode(operations) { source.dotByEntity[$0] }
        let decoded = try StructureRecord.decode(plain, device: device) { entityByDot[$0] }
        #expect(decoded == operations)
        #expect(decoded.map(\.exact) == operations.map(\.exact))
    }

    @Test func `what is accepted has one form only, whatever byte is changed`() throws {
        var accepted = 0
        var refused = 0
        var secondForms = 0
        for seed in 0..<4 as Range<UInt64> {
            var source = RandomOperations(seed: seed)
            let operations = source.make(12, device: device)
            let columns = try StructureRecord(operations) { source.dotByEntity[$0] }.columns()
            for index in columns.indices {
                for change in [1, 2, 0x80, 0xff] as [UInt8] {
                    var changed = columns
                    changed[index] ^= change
                    guard let record = try? StructureRecord.parse(changed) else {
                        refused += 1
                        continue
                    }
                    accepted += 1
                    if try record.columns() != changed { secondForms += 1 }
                }
            }
        }
        #expect(secondForms == 0)
        #expect(accepted > 100 && refused > 100)
    }

    @Test func `records cut short anywhere are refused`() throws {
        var source = RandomOperations(seed: 3)
        let operations = source.make(30, device: device)
        let columns = try StructureRecord(operations) { source.dotByEntity[$0] }.columns()
        for length in 0..<columns.count {
            #expect(throws: StructureError.self) {
                try StructureRecord.parse(Array(columns.prefix(length)))
            }
        }
        #expect(throws: StructureError.bytes(.trailingBytes(1))) {
            try StructureRecord.parse(columns + [0])
        }
        let plain = StructureRecord.pack(columns)
        for length in 0..<plain.count {
            #expect(throws: StructureError.self) {
                try StructureRecord.unpack(Array(plain.prefix(length)))
            }
        }
    }

    @Test func `both codecs are read, sizes are checked before anything is unfolded`() throws {
        let columns = [UInt8](repeating: 5, count: 1_000)
        let packed = StructureRecord.pack(columns)
        #expect(packed[0] == 1 && packed.count < 100)
        #expect(try StructureRecord.unpack(packed) == columns)
        #expect(StructureRecord.pack([1, 2]) == [0, 2, 1, 2])
        #expect(try StructureRecord.unpack([0, 2, 1, 2]) == [1, 2])
        #expect(throws: StructureError.codec(2)) { try StructureRecord.unpack([2, 2, 1, 2]) }
        #expect(throws: StructureError.size(3)) { try StructureRecord.unpack([0, 3, 1, 2]) }
        #expect(throws: StructureError.size(1)) { try StructureRecord.unpack([0, 1, 1, 2]) }

        func stated(_ size: Int, _ frame: [UInt8]) -> [UInt8] {
            var writer = ByteWriter()
            writer.u8(1)
            writer.varint(UInt64(size))
            writer.bytes(frame)
            return writer.bytes
        }
        let frame = Zstd.compress(columns)
        #expect(try StructureRecord.unpack(stated(1_000, frame)) == columns)
        #expect(throws: StructureError.size(1_001)) {
            try StructureRecord.unpack(stated(1_001, frame))
        }
        #expect(throws: StructureError.bytes(.tooLong(length: 1_000, max: 999))) {
            try StructureRecord.unpack(stated(999, frame))
        }
        let bomb = Zstd.compress([UInt8](repeating: 0, count: 1 << 20 + 1))
        #expect(throws: StructureError.size(1 << 20 + 1)) {
            try StructureRecord.unpack(stated(1 << 20 + 1, bomb))
        }
        let largest = [UInt8](repeating: 0, count: 1 << 20)
        let unpacked = try StructureRecord.unpack(stated(1 << 20, Zstd.compress(largest)))
        #expect(unpacked == largest)
    }

    @Test func `an entity in the log is named by its first dot, which has to be known`() throws {
        let entity = EntityID([1, 2, 3])
        let dot = Dot(device: DeviceNumber(2), counter: 300)
        let plain = try StructureRecord.encode([TestWorkspace.operation(1, device: device)]) {
            $0 == entity ? dot : nil
        }
        let error = StructureError.entityUnknown(device: 2, counter: 300)
        #expect(throws: error) {
            try StructureRecord.decode(plain, device: device) { _ in nil }
        }
        var asked: [Dot] = []
        let decoded = try StructureRecord.decode(plain, device: device) {
            asked.append($0)
            return EntityID([9])
        }
        #expect(asked == [dot])
        #expect(decoded[0].action == .write(EntityID([9]), field: "chat.status", .text("closed")))
    }

    @Test func `an entity named twice in one batch makes it void`() throws {
        let operations = (1...2).map { counter in
            Operation(
                dot: Dot(device: device, counter: counter),
                stamp: HybridTime(milliseconds: 1, counter: 0), seen: 0, startsCommand: true,
                action: .write(EntityID([UInt8(counter)]), field: "f", .null))
        }
        let plain = try StructureRecord.encode(operations) {
            $0 == EntityID([1]) ? Dot(device: DeviceNumber(0), counter: 1) : nil
        }
        #expect(throws: StructureError.dictionary) {
            try StructureRecord.decode(plain, device: device) { _ in EntityID([2]) }
        }
    }

    @Test func `what no record can hold is not encoded`() {
        func encode(_ operations: [Operation]) throws -> [UInt8] {
            try StructureRecord.encode(operations) { _ in nil }
        }
        func write(_ counter: UInt64, _ name: String, _ value: Value) -> Operation {
            Operation(
                dot: Dot(device: device, counter: counter),
                stamp: HybridTime(milliseconds: 1, counter: 0), seen: 0, startsCommand: true,
                action: .write(EntityID([1]), field: name, value))
        }
        #expect(throws: StructureError.operationCount(0)) { try encode([]) }
        #expect(throws: StructureError.operationCount(4_097)) {
            try encode((1...4_097).map { write($0, "f", .null) })
        }
        #expect(throws: Never.self) { try encode((1...4_096).map { write($0, "f", .null) }) }
        #expect(throws: StructureError.counter) { try encode([write(0, "f", .null)]) }
        #expect(throws: StructureError.counter) {
            try encode([write(2, "f", .null), write(2, "f", .null)])
        }
        #expect(throws: StructureError.name) { try encode([write(1, "", .null)]) }
        let long = String(repeating: "n", count: 255)
        #expect(throws: Never.self) { try encode([write(1, long, .null)]) }
        #expect(throws: StructureError.name) { try encode([write(1, long + "n", .null)]) }
        // Two spellings of é would be one name here, and two for who compares bytes.
        #expect(throws: StructureError.name) { try encode([write(1, "e\u{301}", .null)]) }
        #expect(throws: StructureError.value) {
            try encode([write(1, "f", .list([.list([])]))])
        }
        #expect(throws: StructureError.size(1_048_604)) {
            try encode([write(1, "f", .bytes([UInt8](repeating: 0, count: 1 << 20)))])
        }
        #expect(throws: Never.self) {
            try encode([write(.max - 1, "f", .null), write(.max, "f", .null)])
        }
    }
}
