/// The first word of a command of several forms, in either language.
package struct SubcommandWord: Hashable, Sendable {
    package let name: String
    package let russian: [String]
    /// What the words after it may be.
    package let operands: [Operand]

    init(_ name: String, _ russian: String..., then operands: [Operand] = []) {
        self.name = name
        self.russian = russian
        self.operands = operands
    }

    /// Whether a word, in any case, is this one.
    func matches(_ word: String) -> Bool {
        let word = word.lowercased()
        return name == word || russian.contains(word)
    }

    /// The English name of the form that `words` begins with, which is taken off; the first form
    /// where no word is given; a complaint where another word stands there.
    static func take(
        from words: inout [Token], of forms: [SubcommandWord], command: String
    ) throws(Complaint) -> String {
        guard let word = words.first else { return forms[0].name }
        let typed = word.text.lowercased()
        if let form = forms.first(where: { $0.matches(typed) }) {
            words.removeFirst()
            return form.name
        }
        let near = Suggestion.nearest(
            to: typed, among: forms.flatMap { [$0.name] + $0.russian })
        throw Complaint(
            .unknownForm, [.text(command), .text(word.text)], exit: .usage, at: word.place,
            remedy: near == nil ? .seeHelp : .didYouMean, [.text(near ?? command)])
    }
}
