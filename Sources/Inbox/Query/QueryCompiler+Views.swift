/// Saved views, and numbers.
extension QueryCompiler {
    /// A saved query, put in place of its name.
    func view(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        let name = SearchText.normalise(value.text)
        guard let line = scope.views[name] else {
            throw unknown(value, .view, scope.views.keys.sorted())
        }
        guard !within.contains(name) else { throw value.span.error(.endlessView(value.text)) }
        do throws(QueryError) {
            // Its order and bound are those of the view by itself.
            var settings = QuerySettings()
            let node = try settings.extract(from: try QueryParser.parse(line))
            return try QueryCompiler(scope: scope, within: within + [name]).condition(node)
        } catch {
            // A mistake inside has no place in the line that names the view.
            throw value.span.error(error.problem, expected: error.expected)
        }
    }

    /// How many messages a chat has.
    func count(_ term: QueryTerm, _ value: QueryValue) throws(QueryError) -> SQLCondition {
        guard let number = Int64(value.text) else {
            throw value.span.error(.number(value.text), expected: QueryField.msgs.expectedValues)
        }
        let sign =
            switch term.comparison {
            case .less: "<"
            case .lessOrEqual: "<="
            case .greater: ">"
            case .greaterOrEqual: ">="
            case .has, .equal, .similar: "="
            }
        return SQLCondition("chat.messageCount \(sign) ?", [number])
    }
}
