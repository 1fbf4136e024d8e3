/// A query as it was read, before its values have been given a meaning.
package indirect enum QueryNode: Hashable, Sendable {
    /// All of them; of none: every chat.
    case and([QueryNode])
    case or([QueryNode])
    case not(QueryNode)
    case term(QueryTerm)
    case text(QueryText)
}

/// `field:value,value`, the comparison being part of it.
package struct QueryTerm: Hashable, Sendable {
    package enum Comparison: String, CaseIterable, Sendable {
        case has = ":"
        case equal = ":="
        case less = ":<"
        case lessOrEqual = ":<="
        case greater = ":>"
        case greaterOrEqual = ":>="
        case similar = ":~"
    }

    package var field: QueryField
    package var comparison: Comparison
    package var values: [QueryValue]
    package var span: QuerySpan
}

/// One value of a term.
package struct QueryValue: Hashable, Sendable {
    package var text: String
    /// In quotes: never a keyword, a range or a prefix.
    package var isQuoted: Bool
    package var span: QuerySpan

    /// The ends of `a..b`, either of which may be missing; nil where it is no range.
    var range: (lower: QueryValue?, upper: QueryValue?)? {
        guard !isQuoted, let dots = text.firstRange(of: "..") else { return nil }
        let lower = String(text[..<dots.lowerBound])
        let upper = String(text[dots.upperBound...])
        let upperColumn = span.column + text.distance(from: text.startIndex, to: dots.upperBound)
        return (
            lower.isEmpty ? nil : part(lower, column: span.column),
            upper.isEmpty ? nil : part(upper, column: upperColumn)
        )
    }

    private func part(_ text: String, column: Int) -> QueryValue {
        QueryValue(
            text: text, isQuoted: false, span: QuerySpan(column: column, length: text.count))
    }
}

/// Words to look for in what was written.
package struct QueryText: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        /// The whole word; marks within it part it into words that follow each other.
        case word
        /// Words that begin so.
        case prefix
        /// These words in this order.
        case phrase
    }

    package var text: String
    package var form: Form
    package var span: QuerySpan
}
