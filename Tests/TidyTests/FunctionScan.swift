/// Finds the bodies of functions and initialisers in masked code.
enum FunctionScan {
    struct Body: Hashable {
        /// Of the keyword, from 1.
        let line: Int
        /// Between the braces; the lines that hold them do not count.
        let lines: Int
    }

    static func bodies(in code: [UInt8]) -> [Body] {
        (offsets(of: "func", in: code) + offsets(of: "init", in: code)).sorted().compactMap {
            keyword in
            guard let open = openingBrace(after: keyword + 4, in: code),
                let close = closingBrace(of: open, in: code)
            else { return nil }
            let breaks = code[open..<close].count { $0 == UInt8(ascii: "\n") }
            return Body(line: SourceFile.line(of: keyword, in: code), lines: max(0, breaks - 1))
        }
    }

    /// Places of the keyword as a word of its own, not as a member (`self.init`).
    private static func offsets(of keyword: String, in code: [UInt8]) -> [Int] {
        Words.offsets(of: keyword, in: code).filter { offset in
            let end = offset + keyword.utf8.count
            let before = offset > 0 ? code[offset - 1] : UInt8(ascii: " ")
            let after = end < code.count ? code[end] : UInt8(ascii: " ")
            return !Words.isIdentifier(before) && before != UInt8(ascii: ".")
                && !Words.isIdentifier(after)
        }
    }

    /// The brace after the signature; nil where a protocol only asks for the function. Braces
    /// inside parentheses belong to default arguments.
    private static func openingBrace(after start: Int, in code: [UInt8]) -> Int? {
        var depth = 0
        var sawParameters = false
        var offset = start
        while offset < code.count {
            switch code[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
                sawParameters = true
                if depth < 0 { return nil }
            case UInt8(ascii: "{") where depth == 0: return offset
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0 && sawParameters:
                if startsDeclaration(after: offset + 1, in: code) { return nil }
            default: break
            }
            offset += 1
        }
        return nil
    }

    /// True if the next line begins something new, so that the signature before had no body.
    private static func startsDeclaration(after offset: Int, in code: [UInt8]) -> Bool {
        let line = String(
            decoding: code[offset...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let words = line.split { !$0.isLetter && $0 != "@" }
        let starts: Set<Substring> = [
            "func", "init", "var", "let", "static", "mutating", "associatedtype", "subscript",
            "package", "public", "private", "internal", "nonisolated", "typealias",
        ]
        return words.first.map { starts.contains($0) || $0.hasPrefix("@") } ?? false
    }

    private static func closingBrace(of open: Int, in code: [UInt8]) -> Int? {
        var depth = 0
        for offset in open..<code.count {
            if code[offset] == UInt8(ascii: "{") { depth += 1 }
            if code[offset] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return offset }
        }
        return nil
    }
}
