import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

struct CBORTests {
    @Test func `random values come back from their bytes`() throws {
        var random = SplitMix64(seed: 2)
        for _ in 0..<2_000 {
            let value = Self.value(depth: 4, &random)
            let bytes = value.encoded()
            let decoded = try CBOR.decode(bytes)
            #expect(decoded == value)
            #expect(decoded.encoded() == bytes)
        }
    }

    @Test func `whatever bytes are accepted are the ones that the value encodes to`() throws {
        var random = SplitMix64(seed: 3)
        var count = (accepted: 0, refused: 0)
        for _ in 0..<20_000 {
            var bytes = Self.value(depth: 3, &random).encoded()
            for _ in 0...random.next() % 2 {
                let index = Int(random.next() % UInt64(bytes.count))
                bytes[index] = UInt8(truncatingIfNeeded: random.next())
            }
            do {
                #expect(try CBOR.decode(bytes).encoded() == bytes)
                count.accepted += 1
            } catch {
                count.refused += 1
            }
        }
        #expect(count.accepted > 1_000 && count.refused > 1_000, "\(count) shows both")
    }

    @Test func `every cut of a value is refused as truncated, every addition as trailing`() throws {
        var random = SplitMix64(seed: 4)
        for _ in 0..<200 {
            let bytes = Self.value(depth: 3, &random).encoded()
            for length in 0..<bytes.count {
                let error = #expect(throws: WireError.self) {
                    try CBOR.decode(Array(bytes.prefix(length)))
                }
                guard case .truncated = error else {
                    Issue.record("\(String(describing: error)) for a cut")
                    return
                }
            }
            #expect(throws: WireError.trailingBytes(1)) { try CBOR.decode(bytes + [0x00]) }
        }
    }

    @Test(
        arguments: [
            ("1817", .cborNotShortest(offset: 0)), ("190017", .cborNotShortest(offset: 0)),
            ("1a0000ffff", .cborNotShortest(offset: 0)),
            ("1b00000000ffffffff", .cborNotShortest(offset: 0)),
            ("38ff00", .trailingBytes(1)), ("3800", .cborNotShortest(offset: 0)),
            ("580161", .cborNotShortest(offset: 0)), ("780161", .cborNotShortest(offset: 0)),
            ("980100", .cborNotShortest(offset: 0)), ("b8010000", .cborNotShortest(offset: 0)),
            ("811817", .cborNotShortest(offset: 1)),
            ("a202000200", .cborDuplicateKey(offset: 3)), ("a202000100", .cborKeyOrder(offset: 3)),
            // The shorter encoding first, whatever the kind: RFC 8949, not RFC 7049's other way.
            ("a220001818", .cborKeyOrder(offset: 3)),
            ("61ff", .cborTextNotUTF8(offset: 0)), ("62c080", .cborTextNotUTF8(offset: 0)),
            ("63eda080", .cborTextNotUTF8(offset: 0)), ("64f4908080", .cborTextNotUTF8(offset: 0)),
            ("f97e00", .cborRefusedItem(initialByte: 0xf9, offset: 0)),
            ("81c001", .cborRefusedItem(initialByte: 0xc0, offset: 1)),
            ("5f4101ff", .cborRefusedItem(initialByte: 0x5f, offset: 0)),
            ("f7", .cborRefusedItem(initialByte: 0xf7, offset: 0)),
            ("f814", .cborRefusedItem(initialByte: 0xf8, offset: 0)),
            ("ff", .cborRefusedItem(initialByte: 0xff, offset: 0)),
            ("1c", .cborRefusedItem(initialByte: 0x1c, offset: 0)),
            ("", .truncated(needed: 1, remaining: 0)),
        ] as [(String, WireError)])
    func `each second form is refused for its own reason`(
        hex: String, error: WireError
    ) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: error) { try CBOR.decode(bytes) }
    }

    @Test func `a huge stated length is refused before memory is set aside`() {
        for major in [0x5b, 0x7b, 0x9b, 0xbb] as [UInt8] {
            let bytes = [major] + [UInt8](repeating: 0xff, count: 8)
            #expect(throws: WireError.truncated(needed: .max, remaining: 0)) {
                try CBOR.decode(bytes)
            }
        }
        #expect(throws: WireError.truncated(needed: 2, remaining: 3)) {
            try CBOR.decode([0xa2, 0, 0, 1])
        }
    }

    @Test func `nesting, items and bytes have limits`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            [UInt8](repeating: 0x81, count: depth) + [0x00]
        }
        let limits = CBORLimits(bytesMax: 10, depthMax: 3, itemsMax: 5)
        #expect(throws: Never.self) { try CBOR.decode(nested(3), limits: limits) }
        #expect(throws: WireError.cborTooDeep(max: 3)) {
            try CBOR.decode(nested(4), limits: limits)
        }
        #expect(throws: WireError.cborTooDeep(max: 16)) { try CBOR.decode(nested(100_000)) }
        #expect(throws: Never.self) { try CBOR.decode([0x84, 0, 1, 2, 3], limits: limits) }
        #expect(throws: WireError.cborTooManyItems(max: 5)) {
            try CBOR.decode([0x85, 0, 1, 2, 3, 4], limits: limits)
        }
        // Spread over several lists, each of which would do.
        #expect(throws: WireError.cborTooManyItems(max: 5)) {
            try CBOR.decode([0x84, 0x81, 0, 0, 0, 0], limits: limits)
        }
        #expect(throws: Never.self) {
            try CBOR.decode([0x49] + [UInt8](repeating: 0, count: 9), limits: limits)
        }
        #expect(throws: WireError.tooLong(length: 11, max: 10)) {
            try CBOR.decode([0x4a] + [UInt8](repeating: 0, count: 10), limits: limits)
        }
    }

    @Test func `keys are sorted by their bytes, however they were listed`() throws {
        let value = CBOR.record(["b": .unsigned(0), "aa": .unsigned(1), "a": .null])
        #expect(Hex.encode(value.encoded()) == "a36161f6616200626161" + "01")
        #expect(value["aa"] == .unsigned(1))
        #expect(value["c"] == nil)
        #expect(CBOR.null["a"] == nil)
        let sorted = try CBOR.decode(value.encoded())
        #expect(sorted == value)
        #expect(sorted.hashValue == value.hashValue)
        #expect(sorted.asMap?.map(\.key) == [.text("a"), .text("b"), .text("aa")])
    }

    @Test func `texts with different bytes are different values`() throws {
        let composed = CBOR.text("\u{e9}")
        let decomposed = CBOR.text("e\u{301}")
        #expect(composed != decomposed)
        #expect(try CBOR.decode(decomposed.encoded()) == decomposed)
        let both = CBOR.map([
            CBORPair(key: composed, value: .unsigned(1)),
            CBORPair(key: decomposed, value: .unsigned(2)),
        ])
        #expect(try CBOR.decode(both.encoded())["e\u{301}"] == .unsigned(2))
    }

    @Test func `integers are given out only where they fit`() {
        #expect(CBOR.unsigned(.max).asInt64 == nil)
        #expect(CBOR.unsigned(UInt64(Int64.max)).asInt64 == .max)
        #expect(CBOR.negative(UInt64(Int64.max)).asInt64 == .min)
        #expect(CBOR.negative(UInt64(Int64.max) + 1).asInt64 == nil)
        #expect(CBOR.negative(0).asUInt64 == nil)
        for value in [0, 1, -1, .max, .min] as [Int64] { #expect(CBOR.int(value).asInt64 == value) }
    }

    /// A random value, no deeper than this.
    private static func value(depth: Int, _ random: inout SplitMix64) -> CBOR {
        let number = random.next() >> (random.next() % 64)
        let count = Int(random.next() % 5)
        switch random.next() % (depth > 0 ? 9 : 6) {
        case 0: return .unsigned(number)
        case 1: return .negative(number)
        case 2: return .bytes(random.bytes(Int(number % 300)))
        case 3: return .text(String((0..<count).map { _ in text.randomElement(using: &random)! }))
        case 4: return .bool(number & 1 == 0)
        case 5: return .null
        case 6, 7: return .array((0..<count).map { _ in value(depth: depth - 1, &random) })
        default:
            var keys: Set<CBOR> = []
            for _ in 0..<count { keys.insert(value(depth: 0, &random)) }
            return .map(
                keys.map { CBORPair(key: $0, value: .unsigned(UInt64($0.encoded().count))) })
        }
    }

    private static let text = Array("az09 \u{0}\u{e9}жш水🧶e\u{301}")
}
