/// The name of an entity: 1 to 32 bytes, chosen by the application.
public struct EntityID: Hashable, Comparable, Sendable {
    public static let lengthRange = 1...32
    public let bytes: [UInt8]

    /// - Precondition: 1 to 32 bytes.
    public init(_ bytes: [UInt8]) {
        precondition(Self.lengthRange.contains(bytes.count), "an entity id has 1 to 32 bytes")
        self.bytes = bytes
    }

    /// For foreign bytes: nil where the length does not fit.
    public init?(validating bytes: [UInt8]) {
        guard Self.lengthRange.contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// SHA-256 over a content record's salt and text: how structure refers to text that can be erased.
public struct ContentHash: Hashable, Sendable {
    public let bytes: [UInt8]

    /// - Precondition: 32 bytes.
    public init(_ bytes: [UInt8]) {
        precondition(bytes.count == 32, "a content hash has 32 bytes")
        self.bytes = bytes
    }
}

/// What a register holds, a set contains, or a fact lists.
public enum Value: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// Free or personal text, which lies in a content record of its own.
    case content(ContentHash)
    /// A fact's or an act's fields; lists do not nest.
    case list([Value])
}

extension Value: Hashable {
    /// Texts are equal if their bytes are: Unicode's equivalence changes with its tables, and two
    /// replicas must never disagree on what is equal.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.content(let left), .content(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let bool): hasher.combine(bool)
        case .integer(let integer): hasher.combine(integer)
        case .text(let text):
            for byte in text.utf8 { hasher.combine(byte) }
        case .bytes(let bytes): hasher.combine(bytes)
        case .content(let hash): hasher.combine(hash)
        case .list(let values): hasher.combine(values)
        }
    }
}
