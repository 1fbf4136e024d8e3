import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

struct ByteReaderTests {
    @Test func `what is written is read back, and nothing is left`() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<2_000 {
            let numbers = (0..<6).map { _ in random.next() >> (random.next() % 64) }
            let signed = Int64(bitPattern: numbers[4]) &* (numbers[5] & 1 == 0 ? 1 : -1)
            let text = random.bytes(Int(random.next() % 40))
            var writer = ByteWriter()
            writer.u8(UInt8(truncatingIfNeeded: numbers[0]))
            writer.u16(UInt16(truncatingIfNeeded: numbers[1]))
            writer.u32(UInt32(truncatingIfNeeded: numbers[2]))
            writer.u64(numbers[3])
            writer.varint(numbers[4])
            writer.zigzag(signed)
            writer.prefixed(text)
            writer.bytes([0xee])

            var reader = ByteReader(writer.bytes)
            #expect(try reader.u8() == UInt8(truncatingIfNeeded: numbers[0]))
            #expect(try reader.u16() == UInt16(truncatingIfNeeded: numbers[1]))
            #expect(try reader.u32() == UInt32(truncatingIfNeeded: numbers[2]))
            #expect(try reader.u64() == numbers[3])
            #expect(try reader.varint() == numbers[4])
            #expect(try reader.zigzag() == signed)
            #expect(try reader.prefixed(max: 40) == text)
            #expect(throws: WireError.trailingBytes(1)) { try reader.finish() }
            #expect(reader.rest() == [0xee])
            #expect(reader.isAtEnd)
            #expect(throws: Never.self) { try reader.finish() }
        }
    }

    @Test func `integers lie on the wire with the highest byte first`() {
        var writer = ByteWriter()
        writer.u16(0x0102)
        writer.u32(0x0304_0506)
        writer.u64(0x0708_090a_0b0c_0d0e)
        #expect(writer.bytes == Array(1...14))
    }

    @Test func `a read that goes beyond the end is refused and moves nothing`() throws {
        for count in 0..<8 {
            var reader = ByteReader([UInt8](repeating: 1, count: count))
            let error = WireError.truncated(needed: 8, remaining: count)
            #expect(throws: error) { try reader.u64() }
            #expect(throws: error) { try reader.bytes(8) }
            #expect(reader.position == 0)
            #expect(reader.rest().count == count)
        }
        var reader = ByteReader([1, 2, 3])
        #expect(throws: WireError.truncated(needed: -1, remaining: 3)) { try reader.bytes(-1) }
        #expect(throws: WireError.truncated(needed: .max, remaining: 3)) {
            try reader.bytes(.max)
        }
        #expect(throws: WireError.truncated(needed: 4, remaining: 3)) { try reader.u32() }
        _ = try reader.u16()
        #expect(throws: WireError.truncated(needed: 2, remaining: 1)) { try reader.u16() }
        _ = try reader.u8()
        #expect(throws: WireError.truncated(needed: 1, remaining: 0)) { try reader.u8() }
    }

    @Test func `a stated length is checked against its limit before the bytes are there`() throws {
        var writer = ByteWriter()
        writer.u32(101)
        var tooLong = ByteReader(writer.bytes)
        #expect(throws: WireError.tooLong(length: 101, max: 100)) {
            try tooLong.prefixed(max: 100)
        }
        var truncated = ByteReader(writer.bytes)
        #expect(throws: WireError.truncated(needed: 101, remaining: 0)) {
            try truncated.prefixed(max: 101)
        }
    }

    @Test(
        arguments: [
            (0, [0x00]), (1, [0x01]), (127, [0x7f]), (128, [0x80, 0x01]), (16_383, [0xff, 0x7f]),
            (16_384, [0x80, 0x80, 0x01]),
            (UInt64.max, [UInt8](repeating: 0xff, count: 9) + [0x01]),
        ] as [(UInt64, [UInt8])])
    func `a varint has one form`(value: UInt64, bytes: [UInt8]) throws {
        var writer = ByteWriter()
        writer.varint(value)
        #expect(writer.bytes == bytes)
        var reader = ByteReader(bytes)
        #expect(try reader.varint() == value)

        var longer = bytes
        longer[longer.count - 1] |= 0x80
        longer.append(0)
        let expected: WireError = bytes.count < 10 ? .varintNotMinimal : .varintOverflow
        var overlong = ByteReader(longer)
        #expect(throws: expected) { try overlong.varint() }
        var cut = ByteReader(Array(bytes.dropLast()))
        #expect(throws: WireError.truncated(needed: 1, remaining: 0)) { try cut.varint() }
    }

    @Test func `a varint of more than 64 bits is refused`() {
        let start = [UInt8](repeating: 0xff, count: 9)
        for end in [[0x02], [0x7f], [0x81, 0x00], [0xff, 0xff]] as [[UInt8]] {
            var reader = ByteReader(start + end)
            #expect(throws: WireError.varintOverflow) { try reader.varint() }
        }
    }

    @Test(
        arguments: [(0, 0), (-1, 1), (1, 2), (-2, 3), (.max, .max - 1), (.min, .max)]
            as [(Int64, UInt64)])
    func `zigzag puts small magnitudes first`(value: Int64, code: UInt64) throws {
        var writer = ByteWriter()
        writer.zigzag(value)
        var plain = ByteReader(writer.bytes)
        #expect(try plain.varint() == code)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.zigzag() == value)
    }
}
