/// Finds what is allowed in a query and probably not meant.
enum QueryAdvice {
    /// A field that has one value, asked for different values at once: nothing fits both.
    static func warnings(_ node: QueryNode) -> [QueryWarning] {
        switch node {
        case .and(let nodes):
            let own = QueryField.allCases.filter(\.isSingleValued).compactMap { field in
                clash(terms(nodes, field), field)
            }
            return own + nodes.flatMap(warnings)
        case .or(let nodes): return nodes.flatMap(warnings)
        case .not(let node): return warnings(node)
        case .term, .text: return []
        }
    }

    private static func terms(_ nodes: [QueryNode], _ field: QueryField) -> [QueryTerm] {
        nodes.compactMap { node in
            if case .term(let term) = node, term.field == field { term } else { nil }
        }
    }

    private static func clash(_ terms: [QueryTerm], _ field: QueryField) -> QueryWarning? {
        guard terms.count > 1 else { return nil }
        let values = terms.map { Set($0.values.map { meaning($0.text, field) }) }
        let shared = values.dropFirst().reduce(values[0]) { $0.intersection($1) }
        let isOpen = terms.contains { $0.values.contains { Wording.isAny($0.text) } }
        guard shared.isEmpty, !isOpen else { return nil }
        let all = terms.flatMap(\.values).map(\.text).joined(separator: ",")
        return .neverBoth(field: field.rawValue, instead: "\(field.rawValue):\(all)")
    }

    /// One form for the words that mean the same.
    private static func meaning(_ word: String, _ field: QueryField) -> String {
        switch field {
        case .status: Wording.status(word)?.rawValue ?? word
        case .market: Wording.market(word)?.rawValue ?? word
        default: SearchText.normalise(word).trimmingPrefix("@").description
        }
    }
}
