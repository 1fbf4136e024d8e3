import Foundation

/// Fields with a closed list of values.
extension QueryCompiler {
    func market(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        guard let market = Wording.market(value.text) else {
            throw unknown(value, .market, QueryField.market.expectedValues)
        }
        return SQLCondition("chat.market = ?", [market.rawValue])
    }

    func status(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        guard let status = Wording.status(value.text) else {
            let words = ChatStatus.allCases.flatMap(Wording.statusWords)
            throw unknown(value, .status, words)
        }
        return SQLCondition("chat.status = ?", [status.rawValue])
    }

    /// A source by its name, a platform's word as shorthand for all of its sources, or the start of
    /// a source's id.
    func source(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        let wanted = SearchText.normalise(value.text)
        let named = scope.sources.filter { SearchText.normalise($0.name) == wanted }
        if !named.isEmpty {
            return .any(
                named.map { SQLCondition("chat.source = ?", [Data($0.entity.bytes)]) })
        }
        if let market = Wording.market(value.text) {
            return SQLCondition("chat.market = ?", [market.rawValue])
        }
        let byID = scope.sources.filter { $0.id.hasPrefix(wanted) }
        guard wanted.count >= ShortID.shownMin, byID.count == 1 else {
            throw unknown(value, .source, scope.sources.map(\.name))
        }
        return SQLCondition("chat.source = ?", [Data(byID[0].entity.bytes)])
    }

    func assignee(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        if !value.isQuoted {
            if Wording.isNone(value.text) { return SQLCondition("chat.assignee IS NULL") }
            if Wording.isAny(value.text) { return SQLCondition("chat.assignee IS NOT NULL") }
            if Wording.isMe(value.text) { return mine }
        }
        let wanted = SearchText.normalise(value.text).trimmingPrefix("@")
        let persons = scope.persons.filter { SearchText.normalise($0.login) == wanted }
        guard !persons.isEmpty else {
            throw unknown(value, .assignee, scope.persons.map { "@\($0.login)" })
        }
        return .any(persons.map { SQLCondition("chat.assignee IS ?", [Int64($0.number)]) })
    }

    /// Tags are compared without regard to case; a tag that nobody has used fits nothing.
    func tag(_ value: QueryValue) -> SQLCondition {
        if !value.isQuoted {
            if Wording.isNone(value.text) { return Self.hasTag.negated }
            if Wording.isAny(value.text) { return Self.hasTag }
        }
        return SQLCondition(
            "EXISTS (SELECT 1 FROM chat_tag WHERE chat_tag.chat = chat.id AND chat_tag.folded = ?)",
            [SearchText.normalise(value.text)])
    }

    func flag(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        let word = value.text.lowercased()
        switch QueryFlag(rawValue: word) {
        case .unread: return SQLCondition(ReadMark.unreadSQL + " > 0")
        case .unanswered: return SQLCondition("chat.waiting IS NOT NULL")
        case .mine: return mine
        case .reopened: return SQLCondition("chat.reopened = 1")
        case nil:
            guard !QueryFlag.later.contains(word) else {
                throw value.span.error(.notAvailableYet(field: "is:\(word)"))
            }
            throw unknown(value, .is, QueryField.is.expectedValues)
        }
    }

    func possession(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        let word = value.text.lowercased()
        switch QueryPossession(rawValue: word) {
        case .conflict: return SQLCondition("chat.conflicts <> ''")
        case .note: return SQLCondition("chat.noteCount > 0")
        case .tag: return Self.hasTag
        case nil:
            guard !QueryPossession.later.contains(word) else {
                throw value.span.error(.notAvailableYet(field: "has:\(word)"))
            }
            throw unknown(value, .has, QueryField.has.expectedValues)
        }
    }

    func id(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        guard let prefix = ShortID.prefix(value.text) else {
            throw value.span.error(
                .unknownValue(field: "id", value: value.text, suggestion: nil),
                expected: ["0-9a-z, without i l o u"])
        }
        // `~` comes after every character of an id.
        return SQLCondition("(chat.short >= ? AND chat.short < ?)", [prefix, prefix + "~"])
    }

    private var mine: SQLCondition {
        guard let me = scope.me else { return SQLCondition("0") }
        return SQLCondition("chat.assignee IS ?", [Int64(me)])
    }

    private static let hasTag = SQLCondition(
        "EXISTS (SELECT 1 FROM chat_tag WHERE chat_tag.chat = chat.id)")

    private func unknown(
        _ value: QueryValue, _ field: QueryField, _ candidates: [String]
    ) -> QueryError {
        let suggestion = Nearest.suggestion(for: value.text, among: candidates)
        let expected = field.expectedValues.isEmpty ? candidates : field.expectedValues
        return value.span.error(
            .unknownValue(field: field.rawValue, value: value.text, suggestion: suggestion),
            expected: expected)
    }
}
