/// One word of a command.
package struct Token: Hashable, Sendable {
    /// Without quotes and escapes.
    package var text: String
    /// As it was typed.
    package var raw: String
    /// Some part of it stood in quotes: such a word is never a flag, a comment or a target.
    package var isQuoted: Bool
    package var place: Place

    package init(text: String, raw: String, isQuoted: Bool, place: Place) {
        self.text = text
        self.raw = raw
        self.isQuoted = isQuoted
        self.place = place
    }

    /// A word that came from the shell, which has taken the quotes off already.
    package init(argument: String) {
        self.init(text: argument, raw: argument, isQuoted: false, place: .none)
    }
}

/// Where something stands in a line, for the caret under it.
package enum Place: Hashable, Sendable {
    /// It came as an argument, or has no place.
    case none
    /// Counted in characters from 0.
    case at(column: Int, length: Int)
}
