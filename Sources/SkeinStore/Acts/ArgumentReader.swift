import SkeinWire

/// Takes an act's arguments one by one; each reading is nil where the next one is of another kind.
struct ArgumentReader {
    private var rest: ArraySlice<Value>

    init(_ arguments: [Value]) { rest = arguments[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number() -> UInt64? {
        guard case .integer(let number)? = rest.popFirst(), number >= 0 else { return nil }
        return UInt64(number)
    }

    mutating func flag() -> Bool? {
        guard case .bool(let flag)? = rest.popFirst() else { return nil }
        return flag
    }

    mutating func text() -> String? {
        guard case .text(let text)? = rest.popFirst(), text.utf8.count <= ActRequest.textBytesMax
        else { return nil }
        return text
    }

    mutating func textOrNull() -> String?? {
        guard rest.first == .null else { return text().map { .some($0) } }
        rest.removeFirst()
        return .some(nil)
    }

    mutating func bytes(count: Int) -> [UInt8]? {
        guard case .bytes(let bytes)? = rest.popFirst(), bytes.count == count else { return nil }
        return bytes
    }

    mutating func entity() -> EntityID? {
        guard case .bytes(let bytes)? = rest.popFirst() else { return nil }
        return EntityID(validating: bytes)
    }

    mutating func entityOrNull() -> EntityID?? {
        guard rest.first == .null else { return entity().map { .some($0) } }
        rest.removeFirst()
        return .some(nil)
    }

    mutating func content() -> ContentHash? {
        guard case .content(let hash)? = rest.popFirst() else { return nil }
        return hash
    }
}
