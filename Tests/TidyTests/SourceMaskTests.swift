import Testing

@Suite struct SourceMaskTests {
    private static func split(_ text: String) -> (code: String, strings: String) {
        let (code, strings) = SourceMask.split(Array(text.utf8))
        return (String(decoding: code, as: UTF8.self), String(decoding: strings, as: UTF8.self))
    }

    @Test func commentsAreNeitherCodeNorStrings() {
        let (code, strings) = Self.split("a // b \"c\"\nd /* e /* f */ g */ h")
        #expect(code.split(separator: " ").joined() == "a\ndh")
        #expect(strings.filter { !$0.isWhitespace }.isEmpty)
    }

    @Test func theInsideOfAStringIsNoCode() {
        let (code, strings) = Self.split(#"let a = "x // y \" z" + b"#)
        #expect(code.split(separator: " ") == ["let", "a", "=", "+", "b"])
        #expect(strings.contains(#"x // y \" z"#))
    }

    @Test func theInsideOfAnInterpolationIsCode() {
        let (code, _) = Self.split(#"f("a \(b("c", (d))) e", g)"#)
        #expect(code.filter { $0 != " " } == "f(b(,(d))),g)")
    }

    @Test func rawStringsAndStringsOfSeveralLinesEndWhereTheySay() {
        let (code, strings) = Self.split("a #\"b \" \\(c)\"# d \"\"\"\n e \" f\n\"\"\" g")
        #expect(code.filter { !$0.isWhitespace } == "adg")
        #expect(strings.filter { !$0.isWhitespace } == "b\"\\(c)e\"f")
    }
}
