/// A value of the project's CBOR profile (RFC 8949): integers, bytes, text, lists, maps, booleans
/// and null; nothing else.
///
/// One value has one encoding (section 4.2.1: shortest lengths, definite, keys sorted by their
/// encoded bytes), so equality means equal bytes: texts that Unicode holds equivalent but that have
/// other code points differ, other than as Swift strings.
package enum CBOR: Sendable {
    case unsigned(UInt64)
    /// The integer -1 - n.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBORPair])
    case bool(Bool)
    case null
}

/// One entry of a map.
package struct CBORPair: Hashable, Sendable {
    package let key: CBOR
    package let value: CBOR

    package init(key: CBOR, value: CBOR) {
        self.key = key
        self.value = value
    }
}

extension CBOR {
    package static func int(_ value: Int64) -> CBOR {
        value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(-1 - value))
    }

    /// A map with text keys, which need not be sorted.
    package static func record(_ fields: KeyValuePairs<String, CBOR>) -> CBOR {
        .map(fields.map { CBORPair(key: .text($0.key), value: $0.value) })
    }

    /// The value of a text key; nil where there is none or this is no map.
    package subscript(key: String) -> CBOR? {
        asMap?.first { $0.key == .text(key) }?.value
    }

    package var asUInt64: UInt64? {
        if case .unsigned(let value) = self { value } else { nil }
    }

    /// The integer, where it fits.
    package var asInt64: Int64? {
        switch self {
        case .unsigned(let value): Int64(exactly: value)
        case .negative(let value): Int64(exactly: value).map { -1 - $0 }
        default: nil
        }
    }

    package var asBytes: [UInt8]? {
        if case .bytes(let value) = self { value } else { nil }
    }

    package var asText: String? {
        if case .text(let value) = self { value } else { nil }
    }

    package var asArray: [CBOR]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var asMap: [CBORPair]? {
        if case .map(let value) = self { value } else { nil }
    }

    package var asBool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }
}

extension CBOR: Hashable {
    /// Maps are equal whatever order their entries are listed in, as their bytes are.
    package static func == (left: CBOR, right: CBOR) -> Bool {
        switch (left, right) {
        case (.unsigned(let left), .unsigned(let right)): left == right
        case (.negative(let left), .negative(let right)): left == right
        case (.bytes(let left), .bytes(let right)): left == right
        case (.text(let left), .text(let right)): left.isSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.map, .map): left.encoded() == right.encoded()
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(encoded()) }
}
