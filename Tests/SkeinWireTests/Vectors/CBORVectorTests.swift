import SkeinTesting
import SkeinWire
import Testing

/// A JSON value as the profile's value; nil where the profile has none.
private struct JSONValue: Decodable {
    let value: CBOR?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let bool = try? container.decode(Bool.self) {
            value = .bool(bool)
        } else if let integer = try? container.decode(UInt64.self) {
            value = .unsigned(integer)
        } else if let integer = try? container.decode(Int64.self) {
            value = .int(integer)
        } else if let text = try? container.decode(String.self) {
            value = .text(text)
        } else if let items = try? container.decode([JSONValue].self) {
            let values = items.compactMap(\.value)
            value = values.count == items.count ? .array(values) : nil
        } else if let fields = try? container.decode([String: JSONValue].self) {
            let pairs = fields.sorted { $0.key < $1.key }.compactMap { field in
                field.value.value.map { CBORPair(key: .text(field.key), value: $0) }
            }
            value = pairs.count == fields.count ? .map(pairs) : nil
        } else {
            value = nil
        }
    }
}

@Suite("cbor-rfc8949")
struct CBORVectorTests {
    private let folder = VectorFolder(Fixtures.vectors("cbor-rfc8949"))

    private struct AppendixEntry: Decodable {
        let hex: HexBytes
        let decoded: JSONValue?
        let diagnostic: String?
    }

    /// What JSON cannot say: nothing else in the accepted part of the appendix.
    private static let valueByDiagnostic: [String: CBOR] = [
        "h''": .bytes([]), "h'01020304'": .bytes([1, 2, 3, 4]),
        "{1: 2, 3: 4}": .map([
            CBORPair(key: .unsigned(1), value: .unsigned(2)),
            CBORPair(key: .unsigned(3), value: .unsigned(4)),
        ]),
    ]

    @Test func `appendix A is read, but for what the profile leaves out`() throws {
        guard let folder else { return }
        var count = VectorCount()
        for entry in try folder.json("appendix_a.json", as: [AppendixEntry].self) {
            let bytes = entry.hex.bytes
            let isAccepted = !Self.isOutsideProfile(bytes)
            count.note(accepted: isAccepted)
            guard isAccepted else {
                #expect(throws: WireError.self, "\(Hex.encode(bytes))") {
                    try CBOR.decode(bytes)
                }
                continue
            }
            let value = try CBOR.decode(bytes)
            #expect(value.encoded() == bytes, "\(Hex.encode(bytes))")
            let expected =
                entry.diagnostic.map { Self.valueByDiagnostic[$0] } ?? entry.decoded?.value
                // -2^64, which no JSON decoder of ours reads
                ?? (bytes == [0x3b] + [UInt8](repeating: 0xff, count: 8)
                    ? .negative(.max) : bytes == [0xf6] ? .null : nil)
            #expect(value == expected, "\(Hex.encode(bytes))")
            #expect(expected?.encoded() == bytes, "\(Hex.encode(bytes))")
        }
        #expect(count == VectorCount(accepted: 37, refused: 45))
        count.report("cbor-rfc8949 appendix A")
    }

    /// Floats, tags, bignums, other simple values, and anything of indefinite length; found by the
    /// bytes alone, which in the appendix never also occur inside of a string.
    private static func isOutsideProfile(_ bytes: [UInt8]) -> Bool {
        let openings: Set<UInt8> = [0x5f, 0x7f, 0x9f, 0xbf]
        let first = bytes[0]
        return (0xc0...0xdf).contains(first) || first == 0xf0 || (0xf7...0xfb).contains(first)
            || openings.contains(first)
            || bytes.last == 0xff && bytes.contains(where: openings.contains)
            || bytes.contains(0x9f)
    }

    @Test func `the deterministic examples are the only forms`() throws {
        guard let folder else { return }
        var count = VectorCount()
        for line in try folder.lines("cde-example-table.csv") {
            let fields = Self.fields(line)
            let bytes = try Hex.decode(fields[2])
            if fields[0] == "int", let value = try Self.integer(fields[1]) {
                #expect(value.encoded() == bytes, "\(line)")
                #expect(try CBOR.decode(bytes) == value, "\(line)")
                count.note(accepted: true)
            } else {
                #expect(throws: WireError.self, "\(line)") { try CBOR.decode(bytes) }
                count.note(accepted: false)
            }
        }
        #expect(count == VectorCount(accepted: 20, refused: 55))
        count.report("cbor-rfc8949 deterministic examples")
    }

    /// The integer as a value of the profile; nil beyond its 65 bits.
    private static func integer(_ text: String) throws -> CBOR? {
        let number = try #require(Int128(text))
        return number >= 0
            ? UInt64(exactly: number).map { .unsigned($0) }
            : UInt64(exactly: -1 - number).map { .negative($0) }
    }

    /// The fields of a line of comma-separated values, the quotes around them taken off.
    private static func fields(_ line: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
