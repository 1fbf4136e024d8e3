import SkeinCRDT
import SkeinWire
import Testing

/// Columns written by hand, one rule broken in each.
struct StructureRecordHostileTests {
    /// The columns of two writes, section by section.
    private struct Columns {
        var count: [UInt8] = [2]
        // Two entities: one id of one byte, one known by dot (device 3, counter 9).
        var entities: [UInt8] = [2, 1, 1, 0, 1, 0xaa, 3, 1, 9]
        var names: [UInt8] = [1, 1, 0x66]
        // null and an empty list.
        var values: [UInt8] = [2, 1, 1, 0xf6, 0x80]
        var kinds: [UInt8] = [8, 2]
        var counters: [UInt8] = [5, 0]
        var times: [UInt8] = [4, 1]
        var stampCounters: [UInt8] = [0, 2]
        var seen: [UInt8] = [7, 2]
        var entityPlaces: [UInt8] = [0, 0]
        var namePlaces: [UInt8] = [0, 1]
        var valuePlaces: [UInt8] = [0, 0]

        var bytes: [UInt8] {
            [
                count, entities, names, values, kinds, counters, times, stampCounters, seen,
                entityPlaces, namePlaces, valuePlaces,
            ].flatMap { $0 }
        }
    }

    private let known = EntityID([0xbb])

    private func decode(_ change: (inout Columns) -> Void) throws -> [Operation] {
        var columns = Columns()
        change(&columns)
        return try StructureRecord.parse(columns.bytes).operations(device: DeviceNumber(1)) {
            $0 == Dot(device: DeviceNumber(3), counter: 9) ? known : nil
        }
    }

    @Test func `the columns before any change are two writes`() throws {
        let operations = try decode { _ in }
        #expect(
            operations.map(\.dot) == [
                Dot(device: DeviceNumber(1), counter: 5), Dot(device: DeviceNumber(1), counter: 6),
            ])
        #expect(operations.map(\.stamp.milliseconds) == [2, 1])
        #expect(operations.allSatisfy { $0.seen == 7 && $0.startsCommand })
        #expect(operations[0].action == .write(EntityID([0xaa]), field: "f", .null))
        #expect(operations[1].action == .write(known, field: "f", .list([])))
    }

    @Test func `counts that cannot be are refused before memory is set aside`() {
        let huge: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]
        #expect(throws: StructureError.operationCount(.max)) { try decode { $0.count = huge } }
        #expect(throws: StructureError.operationCount(0)) { try decode { $0.count = [0] } }
        #expect(throws: StructureError.operationCount(4_097)) {
            try decode { $0.count = [0x81, 0x20] }
        }
        #expect(throws: StructureError.dictionary) { try decode { $0.entities = huge } }
        #expect(throws: StructureError.dictionary) { try decode { $0.entities = [0] } }
        #expect(throws: StructureError.dictionary) { try decode { $0.entities[0] = 3 } }
        #expect(throws: StructureError.dictionary) { try decode { $0.names = huge } }
        #expect(throws: StructureError.dictionary) { try decode { $0.values = huge } }
        #expect(throws: StructureError.name) { try decode { $0.names = [1] + huge } }
        // A blank, a control character, é.
        for name: [UInt8] in [[0x20], [0x7f], [0xc3, 0xa9]] {
            #expect(throws: StructureError.name) {
                try decode { $0.names = [1, UInt8(name.count)] + name }
            }
        }
        #expect(throws: StructureError.bytes(.truncated(needed: .max, remaining: 16))) {
            try decode { $0.values = [1] + huge }
        }
        #expect(throws: StructureError.run) { try decode { $0.kinds = [8] + huge } }
        #expect(throws: StructureError.bytes(.varintOverflow)) {
            try decode { $0.count = huge.dropLast() + [2] }
        }
        #expect(throws: StructureError.bytes(.varintNotMinimal)) {
            try decode { $0.count = [0x82, 0x00] }
        }
    }

    @Test func `runs that are empty, too long or cut in two are refused`() {
        #expect(throws: StructureError.run) { try decode { $0.kinds = [8, 0, 8, 2] } }
        #expect(throws: StructureError.run) { try decode { $0.kinds = [8, 3] } }
        #expect(throws: StructureError.run) { try decode { $0.kinds = [8, 1, 8, 1] } }
        #expect(throws: StructureError.run) { try decode { $0.seen = [7, 1, 7, 1] } }
        #expect(throws: StructureError.run) { try decode { $0.stampCounters = [0, 1, 0, 1] } }
    }

    @Test func `kinds that are unknown or do not fit their value are refused`() {
        #expect(throws: StructureError.kind(5)) { try decode { $0.kinds = [5, 2] } }
        #expect(throws: StructureError.kind(16)) { try decode { $0.kinds = [16, 2] } }
        #expect(throws: StructureError.kind(255)) { try decode { $0.kinds = [0x80, 0x20, 2] } }
        // The first value, null, is no list of arguments; the second is.
        #expect(throws: StructureError.kind(4)) { try decode { $0.kinds = [4, 1, 8, 1] } }
        #expect(throws: Never.self) { try decode { $0.kinds = [8, 1, 4, 1] } }
    }

    @Test func `references that lead nowhere, and entries not used, are refused`() {
        #expect(throws: StructureError.index(3)) { try decode { $0.entityPlaces = [0, 3] } }
        #expect(throws: StructureError.index(1)) { try decode { $0.entityPlaces = [1, 0] } }
        #expect(throws: StructureError.index(0)) { try decode { $0.namePlaces = [0, 0] } }
        #expect(throws: StructureError.dictionary) { try decode { $0.entityPlaces = [0, 1] } }
        #expect(throws: StructureError.dictionary) { try decode { $0.valuePlaces = [0, 1] } }
    }

    @Test func `dictionaries that list something twice are refused`() {
        #expect(throws: StructureError.dictionary) {
            try decode { $0.entities = [2, 1, 2, 0xaa, 0xaa] }
        }
        #expect(throws: StructureError.dictionary) {
            try decode { $0.entities = [2, 0, 2, 3, 2, 9, 9] }
        }
        #expect(throws: StructureError.dictionary) {
            try decode {
                $0.names = [2, 1, 0x66, 1, 0x66]
                $0.namePlaces = [0, 0]
            }
        }
        #expect(throws: StructureError.dictionary) {
            try decode { $0.values = [2, 1, 1, 0xf6, 0xf6] }
        }
    }

    @Test func `entities, names and values of a wrong form are refused`() {
        #expect(throws: StructureError.entityID) {
            try decode { $0.entities = [2, 33, 1, 0, 1] + [UInt8](repeating: 1, count: 33) }
        }
        #expect(throws: StructureError.entityUnknown(device: 65_536, counter: 9)) {
            try decode { $0.entities = [2, 1, 1, 0, 1, 0xaa, 0x80, 0x80, 0x04, 1, 9] }
        }
        #expect(throws: StructureError.entityUnknown(device: 3, counter: 0)) {
            try decode { $0.entities[8] = 0 }
        }
        #expect(throws: StructureError.entityUnknown(device: 3, counter: 8)) {
            try decode { $0.entities[8] = 8 }
        }
        #expect(throws: StructureError.name) { try decode { $0.names = [1, 0] } }
        #expect(throws: StructureError.name) { try decode { $0.names = [1, 1, 0xff] } }
        // An integer in more bytes than it needs; a list in a list; a map that is no content.
        #expect(throws: StructureError.self) {
            try decode { $0.values = [2, 2, 1, 0x18, 0x01, 0x80] }
        }
        #expect(throws: StructureError.value) {
            try decode { $0.values = [2, 2, 1, 0x81, 0x80, 0x80] }
        }
        #expect(throws: StructureError.value) {
            try decode { $0.values = [2, 3, 1, 0xa1, 0x00, 0x40, 0x80] }
        }
        #expect(throws: StructureError.value) {
            try decode {
                $0.values = [2, 9, 1, 0x1b, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x80]
            }
        }
    }

    @Test func `counters and stamps out of range are refused`() {
        let max: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]
        #expect(throws: StructureError.counter) { try decode { $0.counters = [0, 0] } }
        #expect(throws: StructureError.counter) { try decode { $0.counters = max + [0] } }
        #expect(throws: StructureError.counter) { try decode { $0.counters = [5] + max } }
        #expect(throws: StructureError.stamp) { try decode { $0.times = [1, 0] } }
        // 2^48 as a zigzag number.
        #expect(throws: StructureError.stamp) {
            try decode { $0.times = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0] }
        }
        #expect(throws: StructureError.stamp) {
            try decode { $0.stampCounters = [0x80, 0x80, 0x04, 2] }
        }
    }
}
