/// The text of `--template`: `{field}` is a row's field, `\t` and `\n` are what they are elsewhere.
struct OutputTemplate {
    private enum Part {
        case text(String)
        case field(String)
    }

    private let parts: [Part]

    /// - Throws: a complaint where a field is none of `keys`, before anything is printed.
    init(_ text: String, keys: [String]) throws(Complaint) {
        var parts: [Part] = []
        var rest = Self.unescaped(text)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let key = String(rest[rest.index(after: open)..<close])
            try FieldChoice.check(key, keys)
            parts += [.text(String(rest[..<open])), .field(key)]
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    func line(_ valueByKey: [String: String]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .field(let key): valueByKey[key] ?? ""
            }
        }.joined()
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("\\t", with: "\t").replacing("\\n", with: "\n")
    }
}

/// Names of fields that somebody typed.
enum FieldChoice {
    static func check(_ key: String, _ keys: [String]) throws(Complaint) {
        guard !keys.contains(key) else { return }
        let near = Suggestion.nearest(to: key, among: keys)
        throw Complaint(
            .unknownField, [.text(key), .text(keys.joined(separator: ","))], exit: .usage,
            remedy: near.map { _ in .didYouMean }, near.map { [.text($0)] } ?? [])
    }
}
