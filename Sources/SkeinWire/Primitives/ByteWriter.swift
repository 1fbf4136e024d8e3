/// Writes what `ByteReader` reads.
package struct ByteWriter: Sendable {
    /// A 64-bit integer takes at most ten groups of seven bits.
    package static let varintLengthMax = 10

    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func u8(_ value: UInt8) { bytes.append(value) }

    package mutating func u16(_ value: UInt16) { integer(value) }

    package mutating func u32(_ value: UInt32) { integer(value) }

    package mutating func u64(_ value: UInt64) { integer(value) }

    package mutating func bytes(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

    /// A u32 length, then the bytes.
    ///
    /// - Precondition: fewer than 2^32 bytes.
    package mutating func prefixed(_ value: [UInt8]) {
        precondition(value.count <= Int(UInt32.max), "a u32 length measures these bytes")
        u32(UInt32(value.count))
        bytes(value)
    }

    package mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func zigzag(_ value: Int64) {
        varint(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    private mutating func integer<Number: FixedWidthInteger>(_ value: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
