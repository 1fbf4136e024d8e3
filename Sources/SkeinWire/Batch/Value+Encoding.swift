/// Values as canonical CBOR: null, bool, integer, text, bytes as they are, a list as an array, and
/// a content as the map {0: its hash of 32 bytes}. Lists do not nest.
extension Value {
    package func encoded() -> [UInt8] { cbor.encoded() }

    package static func decode(_ bytes: [UInt8]) throws(StructureError) -> Value {
        let cbor: CBOR
        do { cbor = try CBOR.decode(bytes) } catch { throw .bytes(error) }
        return try Value(cbor: cbor, mayBeList: true)
    }

    package var cbor: CBOR {
        switch self {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .integer(let integer): .int(integer)
        case .text(let text): .text(text)
        case .bytes(let bytes): .bytes(bytes)
        case .content(let hash):
            .map([CBORPair(key: .unsigned(0), value: .bytes(hash.bytes))])
        case .list(let values): .array(values.map(\.cbor))
        }
    }

    private init(cbor: CBOR, mayBeList: Bool) throws(StructureError) {
        switch cbor {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .bytes(bytes)
        case .unsigned, .negative:
            guard let integer = cbor.asInt64 else { throw .value }
            self = .integer(integer)
        case .map(let pairs):
            guard pairs.count == 1, pairs[0].key == .unsigned(0),
                case .bytes(let hash) = pairs[0].value, hash.count == SHA256.length
            else { throw .value }
            self = .content(ContentHash(hash))
        case .array(let items):
            guard mayBeList else { throw .value }
            var values: [Value] = []
            for item in items { values.append(try Value(cbor: item, mayBeList: false)) }
            self = .list(values)
        }
    }

    /// The contents that it refers to, in order.
    package var contents: [ContentHash] {
        switch self {
        case .content(let hash): [hash]
        case .list(let values): values.flatMap(\.contents)
        default: []
        }
    }
}

extension Operation {
    /// The contents that it refers to, in order.
    package var contents: [ContentHash] {
        switch action {
        case .write(_, _, let value), .add(_, _, let value), .remove(_, _, let value),
            .fact(_, _, let value):
            value.contents
        case .act(_, _, let arguments): arguments.flatMap(\.contents)
        }
    }
}
