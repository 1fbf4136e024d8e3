import GRDB

/// A query made ready for the database: one condition, an order, a bound.
package struct ChatQuery {
    let condition: SQLCondition
    /// As the line says; nil where it says nothing.
    package let sort: ChatSort?
    package let limit: Int?
    package let warnings: [QueryWarning]

    /// - Throws: `QueryError` with the place in the line.
    package init(_ line: String, _ scope: QueryScope) throws(QueryError) {
        let node = try QueryParser.parse(line)
        var settings = QuerySettings()
        let rest = try settings.extract(from: node)
        sort = settings.sort
        limit = settings.limit
        condition = try QueryCompiler(scope: scope).condition(rest)
        warnings = QueryAdvice.warnings(rest)
    }
}
