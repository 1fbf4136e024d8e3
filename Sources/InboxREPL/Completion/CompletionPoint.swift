/// The command that is being typed, up to the cursor.
struct CompletionPoint: Hashable {
    /// Complete words, the verb first, without quotes.
    var words: [String] = []
    /// The word at the cursor as typed, an opening quote included.
    var typed = ""
    /// Where that word begins, in characters from 0.
    var start = 0

    private static let closerByQuote: [Character: Set<Character>] = [
        "\"": ["\""], "'": ["'"], "«": ["»"], "„": ["“", "”"], "“": ["”"],
    ]

    /// More forgiving than the lexer: the line is not finished, a quote may still be open.
    ///
    /// - Parameter takesText: whether a verb takes the rest of the line as it is.
    init(_ line: String, takesText: (String) -> Bool) {
        var closers: Set<Character> = []
        var word = ""
        var isInWord = false
        for (place, character) in line.enumerated() {
            let isText = words.first.map(takesText) ?? false
            if !closers.isEmpty {
                if closers.contains(character) { closers = [] } else { word.append(character) }
                typed.append(character)
            } else if character.isWhitespace || character == ";" && !isText {
                if isInWord { words.append(word) }
                if character == ";" { words = [] }
                (word, typed, isInWord) = ("", "", false)
            } else {
                if !isInWord { start = place }
                isInWord = true
                typed.append(character)
                if let found = Self.closerByQuote[character], !isText {
                    closers = found
                } else {
                    word.append(character)
                }
            }
        }
        if !isInWord { start = line.count }
    }
}
