extension CBOR {
    /// The one encoding of this value.
    ///
    /// - Precondition: no map holds a key twice.
    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    private func encode(into writer: inout ByteWriter) {
        switch self {
        case .unsigned(let value): Self.header(.unsigned, value, into: &writer)
        case .negative(let value): Self.header(.negative, value, into: &writer)
        case .bytes(let value):
            Self.header(.bytes, UInt64(value.count), into: &writer)
            writer.bytes(value)
        case .text(let value):
            Self.header(.text, UInt64(value.utf8.count), into: &writer)
            writer.bytes(value.utf8)
        case .array(let items):
            Self.header(.array, UInt64(items.count), into: &writer)
            for item in items { item.encode(into: &writer) }
        case .map(let pairs): Self.encode(pairs, into: &writer)
        case .bool(let value): writer.u8(value ? Self.initialTrue : Self.initialFalse)
        case .null: writer.u8(Self.initialNull)
        }
    }

    private static func encode(_ pairs: [CBORPair], into writer: inout ByteWriter) {
        let entries = pairs.map { (key: $0.key.encoded(), value: $0.value) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        header(.map, UInt64(entries.count), into: &writer)
        for (index, entry) in entries.enumerated() {
            precondition(
                index == 0 || entries[index - 1].key != entry.key, "a map holds each key once")
            writer.bytes(entry.key)
            entry.value.encode(into: &writer)
        }
    }

    private static func header(
        _ major: MajorType, _ argument: UInt64, into writer: inout ByteWriter
    ) {
        let high = major.rawValue << 5
        switch argument {
        case 0..<24: writer.u8(high | UInt8(argument))
        case 24...0xff:
            writer.u8(high | 24)
            writer.u8(UInt8(argument))
        case 0x100...0xffff:
            writer.u8(high | 25)
            writer.u16(UInt16(argument))
        case 0x1_0000...0xffff_ffff:
            writer.u8(high | 26)
            writer.u32(UInt32(argument))
        default:
            writer.u8(high | 27)
            writer.u64(argument)
        }
    }

    /// The upper three bits of an item's first byte; tags (6) are not in the profile.
    enum MajorType: UInt8 {
        case unsigned = 0
        case negative = 1
        case bytes = 2
        case text = 3
        case array = 4
        case map = 5
    }

    static let initialFalse: UInt8 = 0xf4
    static let initialTrue: UInt8 = 0xf5
    static let initialNull: UInt8 = 0xf6
}
