/// The text of a template for replies or of a macro: `{name}` is a value,
/// `{n|заказ|заказа|заказов}` the form of a word that fits the number `n` (three forms are
/// Russian, two English).
package struct TemplateText: Sendable {
    private enum Part {
        case text(String)
        case name(String)
        case plural(String, forms: [String])
    }

    private let parts: [Part]

    package init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let inside = rest[rest.index(after: open)..<close].split(
                separator: "|", omittingEmptySubsequences: false
            ).map(String.init)
            parts.append(.text(String(rest[..<open])))
            if let name = inside.first, Self.isName(name) {
                parts.append(
                    inside.count == 1
                        ? .name(name) : .plural(name, forms: Array(inside.dropFirst())))
            } else {
                parts.append(.text(String(rest[open...close])))
            }
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    /// The names whose values it needs, each once, in their order.
    package var names: [String] {
        var names: [String] = []
        for part in parts {
            switch part {
            case .text: break
            case .name(let name), .plural(let name, _):
                if !names.contains(name) { names.append(name) }
            }
        }
        return names
    }

    /// With the values in place; what has none stays as it is, for a check to find.
    package func filled(_ valueByName: [String: String]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text
            case .name(let name): return valueByName[name] ?? "{\(name)}"
            case .plural(let name, let forms):
                guard let value = valueByName[name], let count = Int(value), !forms.isEmpty else {
                    return "{\(([name] + forms).joined(separator: "|"))}"
                }
                let form = Plural.form(count, forms.count == 3 ? .ru : .en)
                return forms[min(form, forms.count - 1)]
            }
        }.joined()
    }

    /// `key=value` words.
    package static func values(_ words: [String]) -> [String: String] {
        words.reduce(into: [:]) { values, word in
            guard let sign = word.firstIndex(of: "=") else { return }
            values[String(word[..<sign])] = String(word[word.index(after: sign)...])
        }
    }

    private static func isName(_ word: String) -> Bool {
        word.first.map { $0.isLetter || $0 == "_" } == true
            && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}
