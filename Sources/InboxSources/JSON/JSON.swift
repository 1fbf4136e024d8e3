import Foundation

/// Any JSON value, read leniently: platforms change types without notice.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Above the largest signed integer: ids may reach there, and a `Double` would round them.
    case unsigned(UInt64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// Nil for bytes that are no JSON.
    init?(_ bytes: [UInt8]) {
        do {
            self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
        } catch {
            return nil
        }
    }

    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// A text, or a number written out: ids come as both.
    var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        default: nil
        }
    }

    /// An integer, or a text that is one.
    var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number)
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
}

extension JSON: Decodable {
    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .null
        } else if let members = try? box.decode([String: JSON].self) {
            self = .object(members)
        } else if let items = try? box.decode([JSON].self) {
            self = .array(items)
        } else if let text = try? box.decode(String.self) {
            self = .string(text)
        } else if let flag = try? box.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? box.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? box.decode(UInt64.self) {
            self = .unsigned(number)
        } else {
            self = .number(try box.decode(Double.self))
        }
    }
}
