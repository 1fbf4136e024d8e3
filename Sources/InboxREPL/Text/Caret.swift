/// A line with a sign under the place that is meant.
package enum Caret {
    /// Two lines; `column` counts characters from 0.
    package static func lines(_ line: String, column: Int, length: Int) -> String {
        let before = Printable.neutralise(String(line.prefix(column)))
        let marked = Printable.neutralise(String(line.dropFirst(column).prefix(length)))
        let after = Printable.neutralise(String(line.dropFirst(column + length)))
        let indent = String(repeating: " ", count: DisplayWidth.of(before))
        let sign = String(repeating: "^", count: max(1, DisplayWidth.of(marked)))
        return "  \(before)\(marked)\(after)\n  \(indent)\(sign)"
    }
}
