/// A line's words: apart by blanks, quoted where they hold blanks, up to a `#`.
enum StepWords {
    struct Fault: Error, Hashable {
        let reason: String
    }

    /// - Throws: where a quotation does not end, or holds an unknown escape.
    static func split(_ line: String) throws(Fault) -> [String] {
        var words: [String] = []
        var rest = line.unicodeScalars[...]
        while let first = rest.first, first != "#" {
            if first == " " || first == "\t" {
                rest.removeFirst()
            } else if first == "\"" {
                rest.removeFirst()
                words.append(try quoted(&rest))
            } else {
                let word = rest.prefix { $0 != " " && $0 != "\t" && $0 != "#" }
                guard !word.contains("\"") else {
                    throw Fault(reason: "a quotation mark inside the word \(String(word))")
                }
                words.append(String(word))
                rest = rest.dropFirst(word.count)
            }
        }
        return words
    }

    /// What follows an opening mark, up to the closing one.
    private static func quoted(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(Fault) -> String {
        var word = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                guard rest.first.map({ " \t#".unicodeScalars.contains($0) }) ?? true else {
                    throw Fault(reason: "a blank is missing after \"\(String(word))\"")
                }
                return String(word)
            case "\\":
                guard let escaped = rest.popFirst(), let meant = meaning[escaped] else {
                    throw Fault(reason: "after a backslash stands one of \" \\ n r t")
                }
                word.append(meant)
            default: word.append(scalar)
            }
        }
        throw Fault(reason: "the quotation \"\(String(word))\" does not end")
    }

    private static let meaning: [Unicode.Scalar: Unicode.Scalar] = [
        "\"": "\"", "\\": "\\", "n": "\n", "r": "\r", "t": "\t",
    ]

    /// The word as it stands in a line.
    static func written(_ word: String) -> String {
        let needsMarks = word.unicodeScalars.contains { " \"#\\\n\r\t".unicodeScalars.contains($0) }
        guard word.isEmpty || needsMarks else { return word }
        var escaped = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            guard let letter = letter(scalar) else {
                escaped.append(scalar)
                continue
            }
            escaped.append("\\")
            escaped.append(letter)
        }
        return "\"" + String(escaped) + "\""
    }

    private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "\"", "\\": scalar
        case "\n": "n"
        case "\r": "r"
        case "\t": "t"
        default: nil
        }
    }
}
