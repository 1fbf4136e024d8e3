/// Splits a line into commands and their words.
///
///     line    = command { ";" command } [ "#" comment ]
///     word    = { bare | "…" with \" \\ \n \t | '…' literal | «…» | „…“ | “…” }
///     bare    = characters except blanks, quotes, and # at the start of a word
///
/// What follows a verb that takes text (`reply`, `note`) belongs to it up to the end of the line,
/// `;`, `#` and quotes included.
package struct Lexer {
    /// A verb and what follows it.
    package struct Command: Hashable, Sendable {
        package var verb: Token
        package var words: [Token]
        /// The rest of the line after the verb; nil where words were split.
        package var verbatim: Verbatim?
    }

    /// The rest of a line, untouched.
    package struct Verbatim: Hashable, Sendable {
        package var text: String
        /// Where it begins, in characters from 0.
        package var column: Int
    }

    private let characters: [Character]
    private var position = 0

    private init(_ line: String) { characters = Array(line) }

    /// - Parameter takesText: whether a verb takes the rest of the line as it is.
    package static func commands(
        in line: String, takesText: (String) -> Bool
    ) throws(Complaint) -> [Command] {
        var lexer = Lexer(line)
        var commands: [Command] = []
        while let verb = try lexer.firstWord() {
            if !verb.isQuoted, takesText(verb.text) {
                commands.append(Command(verb: verb, words: [], verbatim: lexer.rest()))
            } else {
                commands.append(Command(verb: verb, words: try lexer.words(), verbatim: nil))
            }
        }
        return commands
    }

    /// All words up to the next `;`, which is consumed.
    private mutating func words() throws(Complaint) -> [Token] {
        var words: [Token] = []
        while let word = try nextWord() { words.append(word) }
        if position < characters.count, characters[position] == ";" { position += 1 }
        return words
    }

    /// The next verb, past empty commands.
    private mutating func firstWord() throws(Complaint) -> Token? {
        while true {
            if let word = try nextWord() { return word }
            guard position < characters.count, characters[position] == ";" else { return nil }
            position += 1
        }
    }

    private mutating func rest() -> Verbatim {
        while position < characters.count, isBlank(characters[position]) { position += 1 }
        let start = position
        position = characters.count
        var end = characters.count
        while end > start, isBlank(characters[end - 1]) { end -= 1 }
        return Verbatim(text: String(characters[start..<end]), column: start)
    }

    /// Nil at a `;`, a comment or the end of the line.
    private mutating func nextWord() throws(Complaint) -> Token? {
        while position < characters.count, isBlank(characters[position]) { position += 1 }
        guard position < characters.count else { return nil }
        if characters[position] == "#" {
            position = characters.count
            return nil
        }
        let start = position
        var text = ""
        var isQuoted = false
        scan: while position < characters.count {
            let character = characters[position]
            switch character {
            case ";": break scan
            case _ where isBlank(character): break scan
            case "\"", "«", "„", "“":
                text += try quoted(by: Self.closers(of: character), escapes: true)
                isQuoted = true
            case "'" where position == start || !isLetter(characters[position - 1]):
                text += try quoted(by: ["'"], escapes: false)
                isQuoted = true
            default:
                text.append(character)
                position += 1
            }
        }
        guard position > start else { return nil }
        return Token(
            text: text, raw: String(characters[start..<position]), isQuoted: isQuoted,
            place: .at(column: start, length: position - start))
    }

    /// Consumes a quoted piece, both quotes included.
    private mutating func quoted(
        by closers: Set<Character>, escapes: Bool
    ) throws(Complaint) -> String {
        let start = position
        position += 1
        var text = ""
        while position < characters.count {
            let character = characters[position]
            position += 1
            if closers.contains(character) { return text }
            guard escapes, character == "\\", position < characters.count else {
                text.append(character)
                continue
            }
            text += Self.unescaped(characters[position])
            position += 1
        }
        throw Complaint(
            .quoteNotClosed, [.text(closers.sorted().map(String.init).joined(separator: " "))],
            exit: .usage, at: .at(column: start, length: 1))
    }

    /// Russian text closes „ with “, English and German text “ with ”.
    private static func closers(of quote: Character) -> Set<Character> {
        switch quote {
        case "«": ["»"]
        case "„": ["“", "”"]
        case "“": ["”"]
        default: [quote]
        }
    }

    private static func unescaped(_ character: Character) -> String {
        switch character {
        case "n": "\n"
        case "t": "\t"
        case "\\", "\"", "»", "“", "”": String(character)
        default: "\\" + String(character)
        }
    }

    private func isBlank(_ character: Character) -> Bool { character.isWhitespace }

    /// An apostrophe after a letter belongs to the word: don't, объ'єкт.
    private func isLetter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }
}
