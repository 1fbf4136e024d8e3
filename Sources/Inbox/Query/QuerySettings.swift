/// The parts of a query that choose no chats: `sort:` and `limit:`, which stand beside the terms
/// and not under OR, NOT or parentheses.
struct QuerySettings {
    private(set) var sort: ChatSort?
    private(set) var limit: Int?

    /// Takes the settings out of a query; what is left chooses the chats.
    mutating func extract(from node: QueryNode) throws(QueryError) -> QueryNode {
        switch node {
        case .term(let term) where Self.isSetting(term):
            try take(term)
            return .and([])
        case .and(let nodes):
            var rest: [QueryNode] = []
            for node in nodes {
                if case .term(let term) = node, Self.isSetting(term) {
                    try take(term)
                } else {
                    try Self.refuseSettings(in: node)
                    rest.append(node)
                }
            }
            return rest.count == 1 ? rest[0] : .and(rest)
        default:
            try Self.refuseSettings(in: node)
            return node
        }
    }

    private mutating func take(_ term: QueryTerm) throws(QueryError) {
        let value = term.values[0]
        guard term.values.count == 1, term.comparison == .has || term.comparison == .equal else {
            throw term.span.error(
                .unexpected(term.comparison.rawValue), expected: term.field.expectedValues)
        }
        if term.field == .limit {
            guard let number = Int(value.text), number > 0 else {
                throw value.span.error(.number(value.text), expected: term.field.expectedValues)
            }
            limit = number
        } else {
            sort = try Self.sort(value)
        }
    }

    private static func sort(_ value: QueryValue) throws(QueryError) -> ChatSort {
        let isDescending = value.text.hasPrefix("-")
        let name = String(value.text.drop { $0 == "-" }).lowercased()
        guard let key = ChatSort.Key(rawValue: name) else {
            if ["topic", "assignee"].contains(name) {
                throw value.span.error(.notAvailableYet(field: "sort:\(name)"))
            }
            let names = QueryField.sort.expectedValues
            throw value.span.error(
                .unknownValue(
                    field: "sort", value: value.text,
                    suggestion: Nearest.suggestion(for: name, among: names)),
                expected: names)
        }
        return ChatSort(key, descending: isDescending)
    }

    private static func isSetting(_ term: QueryTerm) -> Bool {
        term.field == .sort || term.field == .limit
    }

    private static func refuseSettings(in node: QueryNode) throws(QueryError) {
        switch node {
        case .and(let nodes), .or(let nodes):
            for node in nodes { try refuseSettings(in: node) }
        case .not(let node):
            try refuseSettings(in: node)
        case .term(let term) where isSetting(term):
            throw term.span.error(.unexpected(term.field.rawValue))
        case .term, .text:
            break
        }
    }
}
