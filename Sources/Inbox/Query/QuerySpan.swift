/// A stretch of the line, in characters; columns count from 1.
package struct QuerySpan: Hashable, Sendable {
    package var column: Int
    package var length: Int

    /// From the start of this one to the end of the other.
    func joined(_ other: QuerySpan) -> QuerySpan {
        QuerySpan(column: column, length: other.column + other.length - column)
    }

    func error(_ problem: QueryError.Problem, expected: [String] = []) -> QueryError {
        QueryError(problem: problem, column: column, length: max(1, length), expected: expected)
    }
}
