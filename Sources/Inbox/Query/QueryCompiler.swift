import Foundation

/// Turns a parsed query into one condition over the view tables.
struct QueryCompiler {
    let scope: QueryScope
    /// Saved views that are being put in place now.
    var within: [String] = []

    func condition(_ node: QueryNode) throws(QueryError) -> SQLCondition {
        switch node {
        case .and(let nodes): return .all(try conditions(nodes))
        case .or(let nodes): return .any(try conditions(nodes))
        case .not(let node): return try condition(node).negated
        case .term(let term): return try condition(term)
        case .text(let text):
            return try passage(text, kinds: [.message, .buyer, .order])
        }
    }

    private func conditions(_ nodes: [QueryNode]) throws(QueryError) -> [SQLCondition] {
        var conditions: [SQLCondition] = []
        for node in nodes { conditions.append(try condition(node)) }
        return conditions
    }

    private func condition(_ term: QueryTerm) throws(QueryError) -> SQLCondition {
        try checkComparison(term)
        var alternatives: [SQLCondition] = []
        for value in term.values { alternatives.append(try condition(term, value)) }
        return .any(alternatives)
    }

    private func condition(_ term: QueryTerm, _ value: QueryValue) throws(QueryError)
        -> SQLCondition
    {
        switch term.field {
        case .market: try market(value)
        case .source: try source(value)
        case .status: try status(value)
        case .assignee: try assignee(value)
        case .tag: tag(value)
        case .is: try flag(value)
        case .has: try possession(value)
        case .created: try time(term, value, column: "chat.created")
        case .updated: try time(term, value, column: "chat.updated")
        case .waiting: try waiting(term, value)
        case .due: try due(term, value)
        case .msgs: try count(term, value)
        case .view: try view(value)
        case .id: try id(value)
        case .buyer: try passage(words(value), kinds: [.buyer])
        case .order: try passage(words(value), kinds: [.order])
        case .text: try passage(words(value), kinds: [.message])
        case .note: try passage(words(value), kinds: [.note])
        case .sort, .limit: throw term.span.error(.unexpected(term.field.rawValue))
        }
    }

    /// Only times can be compared; everything else is or is not.
    private func checkComparison(_ term: QueryTerm) throws(QueryError) {
        switch (term.comparison, term.field) {
        case (.has, _), (.equal, _): return
        case (.similar, .text), (.similar, .buyer), (.similar, .order), (.similar, .note):
            throw term.span.error(.notAvailableYet(field: "\(term.field.rawValue):~"))
        case (.less, .created), (.lessOrEqual, .created), (.greater, .created),
            (.greaterOrEqual, .created), (.less, .updated), (.lessOrEqual, .updated),
            (.greater, .updated), (.greaterOrEqual, .updated), (.less, .waiting),
            (.lessOrEqual, .waiting), (.greater, .waiting), (.greaterOrEqual, .waiting),
            (.less, .due), (.lessOrEqual, .due), (.greater, .due), (.greaterOrEqual, .due),
            (.less, .msgs), (.lessOrEqual, .msgs), (.greater, .msgs), (.greaterOrEqual, .msgs):
            return
        default:
            throw term.span.error(
                .comparison(field: term.field.rawValue, term.comparison.rawValue),
                expected: [":"])
        }
    }

    private func words(_ value: QueryValue) -> QueryText {
        let isPrefix = !value.isQuoted && value.text.count > 1 && value.text.hasSuffix("*")
        let text = isPrefix ? String(value.text.dropLast()) : value.text
        let form: QueryText.Form = value.isQuoted ? .phrase : isPrefix ? .prefix : .word
        return QueryText(text: text, form: form, span: value.span)
    }
}
