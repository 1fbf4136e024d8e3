/// Any JSON value, read leniently: platforms change types without notice.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written: ids have more digits than a `Double` keeps, and may be above the largest
    /// integer.
    case number(String)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// Nil for bytes that are no JSON, or more of it than any platform has a reason to send.
    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        guard let value = reader.document() else { return nil }
        self = value
    }

    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// A text, or a whole number as it is written: ids come as both.
    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let digits) where digits.utf8.allSatisfy(Self.isOfInteger): digits
        default: nil
        }
    }

    /// An integer, or a text that is one.
    var integer: Int64? {
        switch self {
        case .number(let digits): Int64(digits) ?? Double(digits).flatMap { Int64(exactly: $0) }
        case .string(let text): Int64(text)
        default: nil
        }
    }

    var flag: Bool? {
        switch self {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    var isList: Bool {
        if case .array = self { true } else { false }
    }

    /// Empty for everything that is no list.
    var items: [JSON] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    var isObject: Bool {
        if case .object = self { true } else { false }
    }

    private static func isOfInteger(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == 0x2D
    }
}
