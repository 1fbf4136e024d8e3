/// Joins lines that end with `\`; tolerates a byte-order mark at the start and CR at the ends.
package struct LineAssembly: Sendable {
    private var pending: String?
    private var isFirst = true

    package init() {}

    package var isPending: Bool { pending != nil }

    /// A whole line, or nil while more is to come.
    package mutating func add(_ piece: String) -> String? {
        var piece = piece
        if isFirst, piece.unicodeScalars.first == "\u{FEFF}" { piece.unicodeScalars.removeFirst() }
        isFirst = false
        if piece.unicodeScalars.last == "\r" { piece.unicodeScalars.removeLast() }
        let whole = (pending ?? "") + piece
        if whole.hasSuffix("\\"), !whole.hasSuffix("\\\\") {
            pending = String(whole.dropLast())
            return nil
        }
        pending = nil
        return whole
    }

    /// What was left without its end.
    package mutating func rest() -> String? {
        defer { pending = nil }
        return pending
    }
}
