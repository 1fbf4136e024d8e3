/// Words in what was written.
extension QueryCompiler {
    /// Some passage of one of these kinds has the words.
    func passage(
        _ text: QueryText, kinds: [PassageKind]
    ) throws(QueryError) -> SQLCondition {
        let folded = SearchText.normalise(text.text)
        guard folded.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw text.span.error(.nothingToLookFor(text.text))
        }
        let names = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return SQLCondition(
            """
            chat.id IN (
                SELECT passage.chat FROM passage_text
                JOIN passage ON passage.id = passage_text.rowid
                WHERE passage_text MATCH ? AND passage.kind IN (\(names)))
            """,
            [Self.pattern(folded, text.form)])
    }

    /// An FTS5 string: its words must follow each other; with a star the last one may go on.
    private static func pattern(_ folded: String, _ form: QueryText.Form) -> String {
        let quoted = "\"" + folded.replacing("\"", with: "\"\"") + "\""
        return form == .prefix ? quoted + " *" : quoted
    }
}
