import SkeinCRDT

extension StructureRecord {
    /// Reads columns; accepts only what `columns()` gives.
    package static func parse(_ columns: [UInt8]) throws(StructureError) -> StructureRecord {
        var reader = ByteReader(columns)
        var record = StructureRecord()
        let stated = try reader.column()
        guard stated > 0, stated <= UInt64(BatchLimits.operationsMax) else {
            throw .operationCount(stated)
        }
        let count = Int(stated)
        record.entities = try entities(for: count, &reader)
        record.names = try names(for: count, &reader)
        record.values = try values(for: count, &reader)
        record.kinds = try kinds(count, &reader)
        record.counters = try counters(count, &reader)
        record.stamps = try stamps(count, &reader)
        record.seen = try Runs.read(count, &reader)
        record.entityPlaces = try References.read(
            count, entries: record.entities.count, &reader)
        record.namePlaces = try References.read(count, entries: record.names.count, &reader)
        record.valuePlaces = try References.read(count, entries: record.values.count, &reader)
        #if PLANTED_BUGS
            if planted(.trailingBytesTaken) { return record }
        #endif
        do { try reader.finish() } catch { throw .bytes(error) }
        return record
    }

    private static func entities(
        for count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [EntityName] {
        let lengths = try Runs.read(try reader.dictionarySize(for: count), &reader)
        var ids: [EntityID] = []
        for length in lengths where length > 0 {
            guard length <= UInt64(EntityID.lengthRange.upperBound),
                let id = EntityID(validating: try reader.columnBytes(length))
            else { throw .entityID }
            ids.append(id)
        }
        let dots = try dots(lengths.count - ids.count, &reader)
        guard Set(ids).count == ids.count, Set(dots).count == dots.count else {
            throw .dictionary
        }
        var (nextID, nextDot) = (ids.makeIterator(), dots.makeIterator())
        return lengths.compactMap { length in
            length > 0
                ? nextID.next().map(EntityName.id) : nextDot.next().map(EntityName.first)
        }
    }

    private static func dots(
        _ count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [Dot] {
        let devices = try Runs.read(count, &reader)
        var dots: [Dot] = []
        for device in devices {
            let counter = try reader.column()
            guard let number = UInt16(exactly: device), counter > 0 else {
                throw .entityUnknown(device: device, counter: counter)
            }
            dots.append(Dot(device: DeviceNumber(number), counter: counter))
        }
        return dots
    }

    private static func names(
        for count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [String] {
        var names: [String] = []
        var known: Set<String> = []
        for _ in 0..<(try reader.dictionarySize(for: count)) {
            let length = try reader.column()
            guard length <= UInt64(BatchLimits.nameLengths.upperBound), length > 0 else {
                throw .name
            }
            let bytes = try reader.columnBytes(length)
            guard BatchLimits.isName(bytes) else { throw .name }
            let name = String(decoding: bytes, as: UTF8.self)
            guard known.insert(name).inserted else { throw .dictionary }
            names.append(name)
        }
        return names
    }

    private static func values(
        for count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [Value] {
        var lengths: [UInt64] = []
        for _ in 0..<(try reader.dictionarySize(for: count)) {
            lengths.append(try reader.column())
        }
        var values: [Value] = []
        var known: Set<[UInt8]> = []
        for length in lengths {
            let bytes = try reader.columnBytes(length)
            values.append(try Value.decode(bytes))
            guard known.insert(bytes).inserted else { throw .dictionary }
        }
        return values
    }

    private static func kinds(
        _ count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [UInt8] {
        var kinds: [UInt8] = []
        for value in try Runs.read(count, &reader) {
            guard let byte = UInt8(exactly: value), byte < 2 * Kind.startsCommand,
                Kind(rawValue: byte & ~Kind.startsCommand) != nil
            else { throw .kind(UInt8(clamping: value)) }
            kinds.append(byte)
        }
        return kinds
    }

    private static func counters(
        _ count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [UInt64] {
        var counters: [UInt64] = []
        var next: UInt64 = 0
        for index in 0..<count {
            let (counter, overflow) = next.addingReportingOverflow(try reader.column())
            guard !overflow, counter > 0, counter < .max || index == count - 1 else {
                throw .counter
            }
            counters.append(counter)
            next = counter &+ 1
        }
        return counters
    }

    private static func stamps(
        _ count: Int, _ reader: inout ByteReader
    ) throws(StructureError) -> [HybridTime] {
        var times: [UInt64] = []
        var last: UInt64 = 0
        for _ in 0..<count {
            last = last &+ UInt64(bitPattern: try reader.signedColumn())
            guard last <= HybridTime.millisecondsMax else { throw .stamp }
            times.append(last)
        }
        var stamps: [HybridTime] = []
        for (time, counter) in zip(times, try Runs.read(count, &reader)) {
            guard let counter = UInt16(exactly: counter) else { throw .stamp }
            stamps.append(HybridTime(milliseconds: time, counter: counter))
        }
        return stamps
    }
}
