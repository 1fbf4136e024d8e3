import SkeinCRDT
import SkeinWire

/// Packs the alive values of one entity into the bytes of its row.
///
/// | part | coding |
/// | --- | --- |
/// | number of fields | varint; then per field, sorted by name: |
/// | name | varint length, UTF-8 |
/// | number of values | varint; then per value, sorted by dot: |
/// | device, counter, log index + 1 (0: unsent), position, seen | varints |
/// | stamp: milliseconds, counter | varints |
/// | value | varint length, canonical CBOR |
package enum CellCodec {
    package static func encode(_ cells: [String: [AliveValue]]) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(cells.count))
        for (field, values) in cells.sorted(by: { $0.key < $1.key }) {
            writer.sized(Array(field.utf8))
            writer.varint(UInt64(values.count))
            for value in values { encode(value, into: &writer) }
        }
        return writer.bytes
    }

    private static func encode(_ value: AliveValue, into writer: inout ByteWriter) {
        writer.varint(UInt64(value.dot.device.rawValue))
        writer.varint(value.dot.counter)
        writer.varint(value.key.logIndex &+ 1)
        writer.varint(UInt64(value.key.position))
        writer.varint(value.seen)
        writer.varint(value.key.stamp.milliseconds)
        writer.varint(UInt64(value.key.stamp.counter))
        writer.sized(value.value.encoded())
    }

    package static func decode(_ bytes: [UInt8]) throws -> [String: [AliveValue]] {
        var reader = ByteReader(bytes)
        var cells: [String: [AliveValue]] = [:]
        for _ in 0..<(try reader.varint()) {
            let field = String(decoding: try reader.sized(), as: UTF8.self)
            let count = try reader.varint()
            var values: [AliveValue] = []
            for _ in 0..<count { values.append(try decodeValue(&reader)) }
            cells[field] = values
        }
        return cells
    }

    private static func decodeValue(_ reader: inout ByteReader) throws -> AliveValue {
        let device = DeviceNumber(UInt16(truncatingIfNeeded: try reader.varint()))
        let counter = try reader.varint()
        let logIndex = try reader.varint() &- 1
        let position = UInt32(truncatingIfNeeded: try reader.varint())
        let seen = try reader.varint()
        let milliseconds = try reader.varint()
        let stamp = HybridTime(
            milliseconds: milliseconds, counter: UInt16(truncatingIfNeeded: try reader.varint()))
        return AliveValue(
            dot: Dot(device: device, counter: counter),
            value: try Value.decode(try reader.sized()),
            key: OrderKey(stamp: stamp, logIndex: logIndex, position: position), seen: seen)
    }
}

extension ByteWriter {
    /// Bytes behind their number as a varint.
    fileprivate mutating func sized(_ value: [UInt8]) {
        varint(UInt64(value.count))
        bytes(value)
    }
}

extension ByteReader {
    fileprivate mutating func sized() throws(WireError) -> [UInt8] {
        let count = try varint()
        guard count <= remaining else {
            throw .truncated(needed: Int(clamping: count), remaining: remaining)
        }
        return try bytes(Int(count))
    }
}
