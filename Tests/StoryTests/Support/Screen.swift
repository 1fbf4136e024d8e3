/// What a terminal shows of the bytes that a line editor has written: enough of one for characters
/// of one column and lines that fit.
struct Screen {
    private(set) var lines: [[Character]] = [[]]
    private var row = 0
    private var column = 0

    /// Without blanks at the ends of lines.
    var text: [String] {
        lines.map { line in
            var line = line[...]
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }

    init(_ output: String) {
        var rest = Array(output.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n":
                row += 1
                if row == lines.count { lines.append([]) }
            case "\u{8}": column = max(0, column - 1)
            case "\u{1B}": control(&rest)
            case "\u{0}"..<" ": break
            default: put(Character(scalar))
            }
        }
    }

    private mutating func put(_ character: Character) {
        while lines[row].count <= column { lines[row].append(" ") }
        lines[row][column] = character
        column += 1
    }

    /// Moves and erasures; colours and modes change nothing here.
    private mutating func control(_ rest: inout ArraySlice<Unicode.Scalar>) {
        guard rest.popFirst() == "[" else { return }
        var digits = ""
        while let scalar = rest.popFirst() {
            guard scalar.properties.isAlphabetic || scalar == "@" else {
                digits.unicodeScalars.append(scalar)
                continue
            }
            let count = Int(digits) ?? 1
            switch scalar {
            case "K": lines[row].removeSubrange(min(column, lines[row].count)...)
            case "C": column += count
            case "D": column = max(0, column - count)
            case "A": row = max(0, row - count)
            case "P":
                let end = min(column + count, lines[row].count)
                if column < end { lines[row].removeSubrange(column..<end) }
            case "@":
                let blanks = [Character](repeating: " ", count: count)
                if column < lines[row].count { lines[row].insert(contentsOf: blanks, at: column) }
            default: break
            }
            return
        }
    }
}
