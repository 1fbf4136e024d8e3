import Foundation
import SkeinTesting
import Testing

@testable import InboxSources

@Suite("Reading JSON that anybody may have made")
struct JSONReaderTests {
    private func read(_ text: String) -> JSON? { JSON(Array(text.utf8)) }

    @Test("values of every kind, as they are written")
    func values() {
        #expect(
            read(#" {"a":[1,-2.5e3,true,false,null],"b":{},"a\u0062":"\n\"\u00e9\ud83d\ude00"} "#)
                == .object([
                    "a": .array([.number("1"), .number("-2.5e3"), .bool(true), .bool(false), .null]
                    ),
                    "b": .object([:]), "ab": .string("\n\"é😀"),
                ]))
        #expect(read(#"{"a":1,"a":2}"#) == .object(["a": .number("2")]))
        #expect(read(#""\ud83d""#) == .string("\u{FFFD}"))
        #expect(read(#""\ud83dx""#) == .string("\u{FFFD}x"))
    }

    @Test("a number keeps all of its digits")
    func digits() {
        #expect(read("30000000001280042740")?.text == "30000000001280042740")
        #expect(read("18446744073709551615")?.text == "18446744073709551615")
        #expect(read("9007199254740993")?.integer == 9_007_199_254_740_993)
        #expect(read("1e3")?.integer == 1000)
        #expect(read("1e3")?.text == nil)
        #expect(read("1.5")?.integer == nil)
        #expect(read("1e999")?.integer == nil)
        #expect(read("\"17\"")?.integer == 17)
    }

    @Test("what is no JSON is not read")
    func refused() {
        for text in [
            "", " ", "{", "}", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "01", "+1", ".5", "1.",
            "1e", "tru", "nul", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "1 2", "[1}", "<html>",
            "\u{FEFF}1", "'a'", "NaN", "-",
        ] {
            #expect(read(text) == nil, "\(text)")
        }
        #expect(JSON([0x22, 0xFF, 0x22]) == nil, "not UTF-8")
        #expect(JSON([0x22, 0xC0, 0x80, 0x22]) == nil, "overlong")
    }

    /// nst/JSONTestSuite: `y_` must be read, `n_` must not, `i_` may.
    @Test("the cases that others have collected")
    func suite() throws {
        guard let folder = Fixtures.vectors("json-testsuite") else { return }
        let data = try Data(contentsOf: folder.appending(path: "cases.json"))
        let list = try #require(JSON([UInt8](data)))
        let cases = list.isList ? list.items : list["cases"]?.items ?? []
        #expect(cases.count == 212)
        for item in cases {
            let name = try #require(item["name"]?.text)
            let encoded = item["base64"]?.text ?? item["data"]?.text ?? item["bytes"]?.text
            let bytes = try #require(encoded.flatMap { Data(base64Encoded: $0) })
            let isRead = JSON([UInt8](bytes)) != nil
            if name.hasPrefix("y_") { #expect(isRead, "\(name)") }
            if name.hasPrefix("n_") { #expect(!isRead, "\(name)") }
        }
    }

    @Test("depth and number of values are bounded")
    func bounds() {
        let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(JSON(brackets) == nil)
        #expect(read(String(repeating: "[{\"\":\n", count: 50_000)) == nil)
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(read(nested(JSONReader.depthMax)) != nil)
        #expect(read(nested(JSONReader.depthMax + 2)) == nil)
        func list(_ count: Int) -> String {
            "[" + Array(repeating: "0", count: count).joined(separator: ",") + "]"
        }
        #expect(read(list(JSONReader.valuesMax - 1)) != nil)
        #expect(read(list(JSONReader.valuesMax)) == nil)
    }
}
