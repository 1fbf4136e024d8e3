/// What a decoder accepts at most.
package struct CBORLimits: Hashable, Sendable {
    package let bytesMax: Int
    /// How many lists and maps may enclose an item.
    package let depthMax: Int
    /// Items in all, map keys and values counted singly.
    package let itemsMax: Int

    package init(bytesMax: Int, depthMax: Int, itemsMax: Int) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.itemsMax = itemsMax
    }

    /// For foreign bytes: the largest thing sent in CBOR is a structure record of 1 MiB; nothing
    /// nests deeper than about eight; an item has at least a byte, yet takes some 40 in memory.
    package static let standard = CBORLimits(bytesMax: 1 << 20, depthMax: 16, itemsMax: 1 << 17)
}

package typealias CBORError = WireError

extension CBOR {
    /// Accepts exactly the bytes that `encoded()` gives: whatever else could mean the same value is
    /// refused, and so is whatever follows it.
    package static func decode(
        _ bytes: [UInt8], limits: CBORLimits = .standard
    ) throws(CBORError) -> CBOR {
        guard bytes.count <= limits.bytesMax else {
            throw .tooLong(length: UInt64(bytes.count), max: UInt64(limits.bytesMax))
        }
        var decoder = CBORDecoder(bytes: bytes, limits: limits)
        let value = try decoder.item(depth: 0)
        try decoder.finish()
        return value
    }
}

/// Reads items of the profile one after another.
private struct CBORDecoder {
    let bytes: [UInt8]
    let limits: CBORLimits
    private var reader: ByteReader
    private var itemCount = 0

    init(bytes: [UInt8], limits: CBORLimits) {
        self.bytes = bytes
        self.limits = limits
        reader = ByteReader(bytes)
    }

    func finish() throws(CBORError) { try reader.finish() }

    mutating func item(depth: Int) throws(CBORError) -> CBOR {
        itemCount += 1
        guard itemCount <= limits.itemsMax else { throw .cborTooManyItems(max: limits.itemsMax) }
        let offset = reader.position
        let initial = try reader.u8()
        switch initial {
        case CBOR.initialFalse: return .bool(false)
        case CBOR.initialTrue: return .bool(true)
        case CBOR.initialNull: return .null
        default: break
        }
        guard let major = CBOR.MajorType(rawValue: initial >> 5) else {
            throw .cborRefusedItem(initialByte: initial, offset: offset)
        }
        let argument = try argument(initial, offset: offset)
        switch major {
        case .unsigned: return .unsigned(argument)
        case .negative: return .negative(argument)
        case .bytes: return .bytes(try string(argument))
        case .text: return .text(try text(argument, offset: offset))
        case .array: return .array(try array(argument, depth: depth + 1))
        case .map: return .map(try map(argument, depth: depth + 1))
        }
    }

    private mutating func argument(
        _ initial: UInt8, offset: Int
    ) throws(CBORError) -> UInt64 {
        let (value, least): (UInt64, UInt64)
        switch initial & 0x1f {
        case let small where small < 24: return UInt64(small)
        case 24: (value, least) = (UInt64(try reader.u8()), 24)
        case 25: (value, least) = (UInt64(try reader.u16()), 0x100)
        case 26: (value, least) = (UInt64(try reader.u32()), 0x1_0000)
        case 27: (value, least) = (try reader.u64(), 0x1_0000_0000)
        default: throw .cborRefusedItem(initialByte: initial, offset: offset)
        }
        guard value >= least else { throw .cborNotShortest(offset: offset) }
        return value
    }

    private mutating func string(_ length: UInt64) throws(CBORError) -> [UInt8] {
        try reader.bytes(try count(length, bytesEach: 1))
    }

    private mutating func text(_ length: UInt64, offset: Int) throws(CBORError) -> String {
        guard let text = String(validating: try string(length), as: UTF8.self) else {
            throw .cborTextNotUTF8(offset: offset)
        }
        return text
    }

    private mutating func array(_ length: UInt64, depth: Int) throws(CBORError) -> [CBOR] {
        let count = try container(length, bytesEach: 1, depth: depth)
        var items: [CBOR] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try item(depth: depth)) }
        return items
    }

    private mutating func map(_ length: UInt64, depth: Int) throws(CBORError) -> [CBORPair] {
        let count = try container(length, bytesEach: 2, depth: depth)
        var pairs: [CBORPair] = []
        pairs.reserveCapacity(count)
        var previousKey: ArraySlice<UInt8>?
        for _ in 0..<count {
            let offset = reader.position
            let key = try item(depth: depth)
            let encodedKey = bytes[offset..<reader.position]
            if let previousKey {
                guard previousKey != encodedKey else { throw .cborDuplicateKey(offset: offset) }
                guard previousKey.lexicographicallyPrecedes(encodedKey) else {
                    throw .cborKeyOrder(offset: offset)
                }
            }
            previousKey = encodedKey
            pairs.append(CBORPair(key: key, value: try item(depth: depth)))
        }
        return pairs
    }

    /// The number of entries of a list or map, checked before memory is set aside for them.
    private func container(
        _ length: UInt64, bytesEach: Int, depth: Int
    ) throws(CBORError) -> Int {
        guard depth <= limits.depthMax else { throw .cborTooDeep(max: limits.depthMax) }
        let count = try count(length, bytesEach: bytesEach)
        guard count * bytesEach <= limits.itemsMax - itemCount else {
            throw .cborTooManyItems(max: limits.itemsMax)
        }
        return count
    }

    /// A stated length as an index: no longer than what is left, of which each takes so much.
    private func count(_ length: UInt64, bytesEach: Int) throws(CBORError) -> Int {
        guard length <= UInt64(reader.remaining / bytesEach) else {
            throw .truncated(needed: Int(clamping: length), remaining: reader.remaining)
        }
        return Int(length)
    }
}
