/// Reads foreign bytes from front to back; nothing is read beyond their end.
///
/// Fixed-size integers are big-endian. A varint is LEB128, 1 to 10 bytes, in its shortest form; a
/// zigzag integer is a varint of `(n << 1) ^ (n >> 63)`.
package struct ByteReader: Sendable {
    private let source: [UInt8]
    /// How many bytes have been read.
    package private(set) var position = 0

    package init(_ bytes: [UInt8]) { source = bytes }

    package var remaining: Int { source.count - position }
    package var isAtEnd: Bool { remaining == 0 }

    package mutating func u8() throws(WireError) -> UInt8 {
        try require(1)
        defer { position += 1 }
        return source[position]
    }

    package mutating func u16() throws(WireError) -> UInt16 { try integer() }

    package mutating func u32() throws(WireError) -> UInt32 { try integer() }

    package mutating func u64() throws(WireError) -> UInt64 { try integer() }

    package mutating func bytes(_ count: Int) throws(WireError) -> [UInt8] {
        try require(count)
        defer { position += count }
        return Array(source[position..<position + count])
    }

    /// A u32 length, then that many bytes; a length over `max` is refused before anything is read.
    package mutating func prefixed(max: Int) throws(WireError) -> [UInt8] {
        let length = try u32()
        guard length <= max else { throw .tooLong(length: UInt64(length), max: UInt64(max)) }
        return try bytes(Int(length))
    }

    /// Everything that is left.
    package mutating func rest() -> [UInt8] {
        defer { position = source.count }
        return Array(source[position...])
    }

    package mutating func varint() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<ByteWriter.varintLengthMax {
            let byte = try u8()
            // The tenth byte holds the one bit that is left of 64.
            if index == ByteWriter.varintLengthMax - 1, byte > 1 { throw .varintOverflow }
            value |= UInt64(byte & 0x7f) << UInt64(7 * index)
            if byte < 0x80 {
                if byte == 0, index > 0 { throw .varintNotMinimal }
                return value
            }
        }
        throw .varintOverflow
    }

    package mutating func zigzag() throws(WireError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Refuses bytes that follow what was read.
    package func finish() throws(WireError) {
        guard isAtEnd else { throw .trailingBytes(remaining) }
    }

    private mutating func integer<Number: FixedWidthInteger>() throws(WireError) -> Number {
        let size = Number.bitWidth / 8
        try require(size)
        var value: Number = 0
        for byte in source[position..<position + size] { value = value << 8 | Number(byte) }
        position += size
        return value
    }

    private func require(_ count: Int) throws(WireError) {
        guard count >= 0, count <= remaining else {
            throw .truncated(needed: count, remaining: remaining)
        }
    }
}
