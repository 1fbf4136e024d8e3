/// What is wrong in the line of a query, and where.
package struct QueryError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        case unknownField(String, suggestion: String?)
        /// Part of the language, not built yet.
        case notAvailableYet(field: String)
        case unknownValue(field: String, value: String, suggestion: String?)
        /// The comparison does not apply to the field.
        case comparison(field: String, String)
        /// Something else stands where `expected` should.
        case unexpected(String)
        case endOfLine
        case openQuote
        case date(String)
        case duration(String)
        case number(String)
        /// The text to look for has no letters or digits.
        case nothingToLookFor(String)
        case tooDeep
        /// A saved view that leads back to itself.
        case endlessView(String)
    }

    package var problem: Problem
    /// Counted in characters, from 1.
    package var column: Int
    /// Characters from `column`; at least 1.
    package var length: Int
    /// Words that would be right here; empty if too many.
    package var expected: [String]
}

/// Something in a query that is allowed and probably not meant.
package enum QueryWarning: Hashable, Sendable {
    /// A field that has one value is asked for several at once, which nothing fits;
    /// `instead` proposes the form with a comma.
    case neverBoth(field: String, instead: String)
}
