/// Tells code, comments and the contents of strings apart, byte by byte.
///
/// Knows line comments, nested block comments, strings of one and of several lines, raw strings and
/// interpolation (whose inside is code). Does not know bare regular expression literals, which the
/// project does not use.
struct SourceMask {
    /// What the scanner stands in; the innermost is last.
    private enum State {
        /// Code inside an interpolation ends with the parenthesis that closes it.
        case interpolation(openParentheses: Int)
        case lineComment
        case blockComment(depth: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    private let text: [UInt8]
    private var place = 0
    private var states: [State] = []
    private var code: [UInt8]
    private var strings: [UInt8]

    /// Two texts of the same length: only code, only the contents of strings.
    static func split(_ text: [UInt8]) -> (code: [UInt8], strings: [UInt8]) {
        var mask = SourceMask(text)
        while mask.place < text.count { mask.step() }
        return (mask.code, mask.strings)
    }

    private init(_ text: [UInt8]) {
        self.text = text
        code = text.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
        strings = code
    }

    private mutating func step() {
        switch states.last {
        case nil: stepCode(openParentheses: nil)
        case .interpolation(let open): stepCode(openParentheses: open)
        case .lineComment:
            if text[place] == UInt8(ascii: "\n") { states.removeLast() }
            place += 1
        case .blockComment(let depth): stepBlockComment(depth: depth)
        case .string(let hashes, let isMultiline):
            stepString(hashes: hashes, isMultiline: isMultiline)
        }
    }

    private mutating func stepCode(openParentheses: Int?) {
        if matches("//") {
            states.append(.lineComment)
            place += 2
        } else if matches("/*") {
            states.append(.blockComment(depth: 1))
            place += 2
        } else if let (hashes, isMultiline) = stringStart() {
            place += hashes + (isMultiline ? 3 : 1)
            states.append(.string(hashes: hashes, isMultiline: isMultiline))
        } else {
            if let openParentheses { count(parenthesis: text[place], open: openParentheses) }
            code[place] = text[place]
            place += 1
        }
    }

    private mutating func count(parenthesis byte: UInt8, open: Int) {
        switch byte {
        case UInt8(ascii: "("):
            states[states.count - 1] = .interpolation(openParentheses: open + 1)
        case UInt8(ascii: ")"):
            if open == 0 {
                states.removeLast()
            } else {
                states[states.count - 1] = .interpolation(openParentheses: open - 1)
            }
        default: break
        }
    }

    private mutating func stepBlockComment(depth: Int) {
        if matches("/*") {
            states[states.count - 1] = .blockComment(depth: depth + 1)
            place += 2
        } else if matches("*/") {
            states.removeLast()
            if depth > 1 { states.append(.blockComment(depth: depth - 1)) }
            place += 2
        } else {
            place += 1
        }
    }

    private mutating func stepString(hashes: Int, isMultiline: Bool) {
        let marks = String(repeating: "#", count: hashes)
        let quotes = isMultiline ? "\"\"\"" : "\""
        if matches("\\" + marks + "(") {
            place += 2 + hashes
            states.append(.interpolation(openParentheses: 0))
        } else if hashes == 0, text[place] == UInt8(ascii: "\\"), place + 1 < text.count {
            keepString()
            keepString()
        } else if matches(quotes + marks) {
            place += quotes.utf8.count + hashes
            states.removeLast()
        } else if !isMultiline, text[place] == UInt8(ascii: "\n") {
            // Not closed: no Swift; go on as code rather than lose the rest of the file.
            states.removeLast()
        } else {
            keepString()
        }
    }

    private mutating func keepString() {
        strings[place] = text[place]
        place += 1
    }

    private func stringStart() -> (hashes: Int, isMultiline: Bool)? {
        var hashes = 0
        while place + hashes < text.count, text[place + hashes] == UInt8(ascii: "#") { hashes += 1 }
        guard matches("\"", after: hashes) else { return nil }
        return (hashes, matches("\"\"\"", after: hashes))
    }

    private func matches(_ word: String, after skipped: Int = 0) -> Bool {
        var place = place + skipped
        for byte in word.utf8 {
            guard place < text.count, text[place] == byte else { return false }
            place += 1
        }
        return true
    }
}
