/// The text of a message with its places: `{0}` is the first argument, `{0|чат|чата|чатов}` the
/// form of a word that goes with the number given there.
package enum Template {
    /// A part of a template.
    package enum Part: Hashable, Sendable {
        case text(String)
        case place(Int)
        case plural(Int, forms: [String])
    }

    package static func parts(of template: String) -> [Part] {
        var parts: [Part] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"),
            let close = rest[open...].firstIndex(of: "}")
        {
            let inside = rest[rest.index(after: open)..<close].split(
                separator: "|", omittingEmptySubsequences: false)
            guard let place = inside.first.flatMap({ Int($0) }) else {
                parts.append(.text(String(rest[..<rest.index(after: close)])))
                rest = rest[rest.index(after: close)...]
                continue
            }
            parts.append(.text(String(rest[..<open])))
            parts.append(
                inside.count == 1
                    ? .place(place)
                    : .plural(place, forms: inside.dropFirst().map(String.init)))
            rest = rest[rest.index(after: close)...]
        }
        parts.append(.text(String(rest)))
        return parts.filter { $0 != .text("") }
    }

    package static func fill(
        _ template: String, _ arguments: [MessageArgument], _ language: Language
    ) -> String {
        parts(of: template).map { part in
            switch part {
            case .text(let text): return text
            case .place(let place):
                return arguments.indices.contains(place) ? arguments[place].text : ""
            case .plural(let place, let forms):
                guard arguments.indices.contains(place), case .number(let count) = arguments[place]
                else { return forms.last ?? "" }
                let form = Plural.form(count, language)
                return forms.indices.contains(form) ? forms[form] : forms.last ?? ""
            }
        }.joined()
    }
}
