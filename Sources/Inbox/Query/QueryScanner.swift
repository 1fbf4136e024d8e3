/// Reads the words, quotes and terms of a query, and knows where it stands.
struct QueryScanner {
    private let characters: [Character]
    private var place = 0

    /// Opening quotes with what closes them; typographic ones because text is pasted with them.
    private static let closingByOpening: [Character: [Character]] = [
        "\"": ["\""], "'": ["'"], "«": ["»"], "„": ["“", "”"], "“": ["”"],
    ]

    init(_ line: String) { characters = Array(line) }

    var isAtEnd: Bool { place >= characters.count }
    var here: QuerySpan { QuerySpan(column: place + 1, length: 1) }

    func isAt(_ character: Character) -> Bool { peek() == character }

    /// An operator is a whole word in upper case.
    func isAt(operator word: String) -> Bool {
        characters[place...].starts(with: word) && ends(place + word.count)
    }

    /// A minus that negates: something follows it at once.
    var isAtMinusBeforeTerm: Bool {
        isAt("-") && place + 1 < characters.count && !characters[place + 1].isWhitespace
    }

    mutating func skipBlanks() { while peek()?.isWhitespace == true { place += 1 } }

    mutating func take(_ character: Character, skippingBlanks: Bool = true) -> Bool {
        guard isAt(character) else { return false }
        place += 1
        if skippingBlanks { skipBlanks() }
        return true
    }

    mutating func take(operator word: String) -> Bool {
        guard isAt(operator: word) else { return false }
        place += word.count
        skipBlanks()
        return true
    }

    /// What stands here instead of what should.
    func unexpected(expected: [String]) -> QueryError {
        guard !isAtEnd else { return here.error(.endOfLine, expected: expected) }
        var end = place + 1
        if !Self.delimits(characters[place]) {
            while end < characters.count, !Self.delimits(characters[end]) { end += 1 }
        }
        return QuerySpan(column: place + 1, length: end - place)
            .error(.unexpected(String(characters[place..<end])), expected: expected)
    }

    // MARK: Terms and texts

    mutating func termOrText() throws(QueryError) -> QueryNode {
        let start = place
        if let phrase = try quoted() {
            skipBlanks()
            return .text(QueryText(text: phrase.text, form: .phrase, span: phrase.span))
        }
        if let field = try fieldName() {
            let comparison = takeComparison()
            var values = [try value(of: field)]
            while peek() == "," {
                place += 1
                values.append(try value(of: field))
            }
            let span = QuerySpan(column: start + 1, length: place - start)
            skipBlanks()
            return .term(
                QueryTerm(field: field, comparison: comparison, values: values, span: span))
        }
        return .text(text())
    }

    /// The field before a colon; nil, and nothing is read, where the word is text: a time of day, a
    /// link, a smiley.
    private mutating func fieldName() throws(QueryError) -> QueryField? {
        var end = place
        while end < characters.count, characters[end].isLetter { end += 1 }
        guard end > place, end < characters.count, characters[end] == ":" else { return nil }
        let isLink = characters[(end + 1)...].starts(with: "//")
        let name = String(characters[place..<end])
        if isLink { return nil }
        let span = QuerySpan(column: place + 1, length: end - place)
        guard let field = QueryField.named(name) else {
            if QueryField.later.contains(name.lowercased()) {
                throw span.error(.notAvailableYet(field: name.lowercased()))
            }
            let suggestion = Nearest.suggestion(for: name, among: QueryField.names)
            throw span.error(
                .unknownField(name, suggestion: suggestion),
                expected: QueryField.allCases.map(\.rawValue))
        }
        place = end
        return field
    }

    private mutating func takeComparison() -> QueryTerm.Comparison {
        let longestFirst = QueryTerm.Comparison.allCases
            .sorted { $0.rawValue.count > $1.rawValue.count }
        let found = longestFirst.first { characters[place...].starts(with: $0.rawValue) } ?? .has
        place += found.rawValue.count
        return found
    }

    private mutating func value(of field: QueryField) throws(QueryError) -> QueryValue {
        if let phrase = try quoted() { return phrase }
        let start = place
        while let next = peek(), !Self.delimits(next), next != "," { place += 1 }
        guard place > start else { throw unexpected(expected: field.expectedValues) }
        return QueryValue(
            text: String(characters[start..<place]), isQuoted: false,
            span: QuerySpan(column: start + 1, length: place - start))
    }

    /// The text between quotes; a backslash takes the next character as it is.
    private mutating func quoted() throws(QueryError) -> QueryValue? {
        guard let opening = peek(), let closing = Self.closingByOpening[opening] else { return nil }
        let start = place
        var text = ""
        var index = place + 1
        while index < characters.count, !closing.contains(characters[index]) {
            if characters[index] == "\\", index + 1 < characters.count { index += 1 }
            text.append(characters[index])
            index += 1
        }
        let span = QuerySpan(column: start + 1, length: index + 1 - start)
        guard index < characters.count else {
            throw QuerySpan(column: start + 1, length: 1)
                .error(.openQuote, expected: closing.map(String.init))
        }
        place = index + 1
        return QueryValue(text: text, isQuoted: true, span: span)
    }

    private mutating func text() -> QueryText {
        let start = place
        while let next = peek(), !Self.delimits(next) { place += 1 }
        var word = String(characters[start..<place])
        let span = QuerySpan(column: start + 1, length: place - start)
        let isPrefix = word.count > 1 && word.hasSuffix("*")
        if isPrefix { word.removeLast() }
        skipBlanks()
        return QueryText(text: word, form: isPrefix ? .prefix : .word, span: span)
    }

    // MARK: Characters

    private func peek() -> Character? { place < characters.count ? characters[place] : nil }

    private func ends(_ index: Int) -> Bool {
        index >= characters.count || Self.delimits(characters[index])
    }

    /// Ends a word. An apostrophe within a word is part of it, so the single quote does not.
    private static func delimits(_ character: Character) -> Bool {
        character.isWhitespace || character == "(" || character == ")" || character == "|"
            || (character != "'" && closingByOpening[character] != nil)
    }
}
