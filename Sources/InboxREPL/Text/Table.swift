/// Rows under headings: aligned and cut to the terminal's width, or tab-separated and whole.
package struct Table: Sendable {
    /// One column: how it is headed and what may be done to it when space is short.
    package struct Column: Sendable {
        package var heading: String
        /// Columns with the lowest importance shrink first; nil means never.
        package var importance: Int?
        package var alignsRight: Bool

        package init(_ heading: String, importance: Int? = nil, alignsRight: Bool = false) {
            self.heading = heading
            self.importance = importance
            self.alignsRight = alignsRight
        }
    }

    /// A cell's text is already neutralised; its paint is applied after cutting.
    package struct Cell: Sendable, ExpressibleByStringLiteral {
        package var text: String
        package var paint: Paint?

        package init(_ text: String, _ paint: Paint? = nil) {
            self.text = text
            self.paint = paint
        }

        package init(stringLiteral text: String) { self.init(text) }
    }

    /// No column is cut below this many columns of the terminal.
    static let shrunkWidthMin = 4
    static let gap = "  "

    package var columns: [Column]
    package var rows: [[Cell]]

    package init(columns: [Column], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// For programs: one line a row, no heading, nothing cut.
    package func tabSeparated() -> [String] {
        rows.map { $0.map(\.text).joined(separator: "\t") }
    }

    /// For a screen reader: a line a cell that has something to say, an empty one after each row.
    package func spoken() -> [String] {
        rows.flatMap { row in
            zip(columns, row).filter { !["", "—", "·"].contains($1.text) }
                .map { "\($0.heading): \($1.text)" } + [""]
        }
    }

    /// For people: a heading and rows of at most `width` columns, as far as ids allow it.
    package func aligned(width: Int, colour: Bool) -> [String] {
        let widths = fitted(to: width)
        let heading = columns.enumerated().map { place, column in
            Paint.dim(
                DisplayWidth.pad(
                    DisplayWidth.truncate(column.heading, to: widths[place]), to: widths[place],
                    right: column.alignsRight),
                on: colour)
        }
        let body = rows.map { row in
            row.enumerated().map { place, cell in
                let cut = DisplayWidth.truncate(cell.text, to: widths[place])
                let padded = DisplayWidth.pad(
                    cut, to: widths[place], right: columns[place].alignsRight)
                return cell.paint.map { $0(padded, on: colour) } ?? padded
            }
        }
        return ([heading] + body).map { Self.trimmed($0.joined(separator: Self.gap)) }
    }

    private func fitted(to width: Int) -> [Int] {
        var widths = columns.enumerated().map { place, column in
            rows.reduce(DisplayWidth.of(column.heading)) { widest, row in
                max(widest, DisplayWidth.of(row[place].text))
            }
        }
        let order = columns.indices.filter { columns[$0].importance != nil }
            .sorted { (columns[$0].importance ?? 0, $0) < (columns[$1].importance ?? 0, $1) }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
        for place in order where excess > 0 {
            let cut = min(excess, max(0, widths[place] - Self.shrunkWidthMin))
            widths[place] -= cut
            excess -= cut
        }
        return widths
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
