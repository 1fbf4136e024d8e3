/// Reads JSON (RFC 8259) from bytes that anybody may have made: in one pass, with bounds on depth
/// and on the number of values, so that time and memory grow with the answer's length only.
///
/// Of a name that occurs twice in an object the last value counts.
struct JSONReader {
    /// The deepest answers of the platforms have about ten levels; the stack bears many more.
    static let depthMax = 128
    /// The largest pages have about ten thousand values; each takes some dozens of bytes.
    static let valuesMax = 250_000

    private let bytes: [UInt8]
    private var place = 0
    private var values = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil where the bytes are anything but one value.
    mutating func document() -> JSON? {
        guard let value = value(depth: 0) else { return nil }
        skipBlanks()
        return place == bytes.count ? value : nil
    }

    // MARK: Values

    private mutating func value(depth: Int) -> JSON? {
        skipBlanks()
        values += 1
        guard place < bytes.count, depth <= Self.depthMax, values <= Self.valuesMax else {
            return nil
        }
        switch bytes[place] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "t"): return word("true").map { .bool(true) }
        case UInt8(ascii: "f"): return word("false").map { .bool(false) }
        case UInt8(ascii: "n"): return word("null").map { .null }
        default: return number().map { .number($0) }
        }
    }

    private mutating func object(depth: Int) -> JSON? {
        place += 1
        var members: [String: JSON] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipBlanks()
            guard let name = string() else { return nil }
            skipBlanks()
            guard take(UInt8(ascii: ":")), let member = value(depth: depth + 1) else { return nil }
            members[name] = member
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func array(depth: Int) -> JSON? {
        place += 1
        var items: [JSON] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(items) }
        while true {
            guard let item = value(depth: depth + 1) else { return nil }
            items.append(item)
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func word(_ word: StaticString) -> Void? {
        let length = word.utf8CodeUnitCount
        guard place + length <= bytes.count else { return nil }
        for offset in 0..<length where bytes[place + offset] != word.utf8Start[offset] {
            return nil
        }
        place += length
        return ()
    }

    // MARK: Numbers

    private mutating func number() -> String? {
        let start = place
        _ = take(UInt8(ascii: "-"))
        // No digit follows a leading zero.
        if !take(UInt8(ascii: "0")) {
            guard skipDigits() else { return nil }
        }
        if take(UInt8(ascii: ".")) {
            guard skipDigits() else { return nil }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() else { return nil }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func skipDigits() -> Bool {
        let start = place
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
        return place > start
    }

    // MARK: Texts

    private mutating func string() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        var units: [UInt8] = []
        var start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                units += bytes[start..<place]
                place += 1
                return String(validating: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                units += bytes[start..<place]
                place += 1
                guard escape(into: &units) else { return nil }
                start = place
            case 0..<0x20: return nil
            default: place += 1
            }
        }
        return nil
    }

    private mutating func escape(into units: inout [UInt8]) -> Bool {
        guard place < bytes.count else { return false }
        let kind = bytes[place]
        place += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(kind)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = unicodeEscape() else { return false }
            units += Array(String(scalar).utf8)
        default: return false
        }
        return true
    }

    /// Half of a pair alone stands for nothing, and is shown as such.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = hexDigits() else { return nil }
        guard (0xD800...0xDBFF).contains(first) else {
            return Unicode.Scalar(first) ?? "\u{FFFD}"
        }
        let behind = place
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            place = behind
            return "\u{FFFD}"
        }
        guard let second = hexDigits() else { return nil }
        guard (0xDC00...0xDFFF).contains(second) else {
            place = behind
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexDigits() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch bytes[place] {
            case 0x30...0x39: digit = bytes[place] - 0x30
            case 0x41...0x46: digit = bytes[place] - 0x41 + 10
            case 0x61...0x66: digit = bytes[place] - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    // MARK: Steps

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            default: return
            }
        }
    }
}
