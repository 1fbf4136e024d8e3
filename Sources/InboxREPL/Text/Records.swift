/// Rows as text for other programs: separated by commas or tabs, or by a template.
enum Records {
    /// One value as plain text: nothing for null, elements parted by commas, objects as JSON.
    static func text(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .bool, .integer, .object: value.line
        case .text(let text): Printable.neutralise(text)
        case .array(let values): values.map(text).joined(separator: ",")
        }
    }

    /// By RFC 4180. A text that a spreadsheet would take for a formula has an apostrophe before
    /// it: what a buyer wrote must not run there.
    static func csv(_ values: [JSON]) -> String {
        values.map { value in
            var text = text(value)
            if case .text = value, let first = text.first, "=+-@".contains(first) {
                text = "'" + text
            }
            let needsQuotes = text.contains { ",\"\n".contains($0) }
            return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }.joined(separator: ",")
    }

    static func tsv(_ values: [JSON]) -> String { values.map(text).joined(separator: "\t") }
}
