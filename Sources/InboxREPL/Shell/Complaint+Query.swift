import Inbox

extension Complaint {
    /// A mistake in a query, at its place in the query.
    static func of(_ error: QueryError) -> Complaint {
        var complaint = cause(error.problem)
        complaint.place = .at(column: max(0, error.column - 1), length: error.length)
        if complaint.remedy == nil, !error.expected.isEmpty {
            complaint.remedy = .expectedWords
            complaint.remedyArguments = [.text(error.expected.joined(separator: ", "))]
        }
        return complaint
    }

    private static func cause(_ problem: QueryError.Problem) -> Complaint {
        switch problem {
        case .unknownField(let field, let near):
            suggesting(near, Complaint(.queryUnknownField, [.text(field)], exit: .usage))
        case .notAvailableYet(let field):
            Complaint(.queryNotYet, [.text(field)], exit: .usage)
        case .unknownValue(let field, let value, let near):
            suggesting(
                near,
                Complaint(.queryUnknownValue, [.text(field), .text(value)], exit: .usage))
        case .comparison(let field, let sign):
            Complaint(.queryComparison, [.text(field), .text(sign)], exit: .usage)
        case .unexpected(let text): Complaint(.queryUnexpected, [.text(text)], exit: .usage)
        case .endOfLine: Complaint(.queryEnd, exit: .usage)
        case .openQuote: Complaint(.quoteNotClosed, ["\""], exit: .usage)
        case .date(let text): Complaint(.queryDate, [.text(text)], exit: .usage)
        case .duration(let text): Complaint(.queryDuration, [.text(text)], exit: .usage)
        case .number(let text): Complaint(.queryNumber, [.text(text)], exit: .usage)
        case .nothingToLookFor(let text):
            Complaint(.queryNothing, [.text(text)], exit: .usage)
        case .endlessView(let name):
            Complaint(.endlessView, [.text(name)], exit: .usage)
        case .tooDeep: Complaint(.queryTooDeep, exit: .usage)
        }
    }

    private static func suggesting(_ near: String?, _ complaint: Complaint) -> Complaint {
        guard let near else { return complaint }
        var complaint = complaint
        complaint.remedy = .didYouMean
        complaint.remedyArguments = [.text(near)]
        return complaint
    }
}
