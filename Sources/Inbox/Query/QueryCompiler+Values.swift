import Foundation
import SkeinCRDT

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
        case .overdue:
            let now = scope.now.milliseconds
            return SQLCondition(
                "(coalesce(chat.waiting < ?, 0) OR coalesce(\(ReplyWindow.dueSQL) < ?, 0))",
                [now - Self.overdueAfter.wholeMilliseconds, now])
        case .snoozed:
            return SQLCondition("coalesce(chat.snooze > ?, 0)", [scope.now.milliseconds])
        case .held: return Self.hasReply("('held')")
        case .linked:
            return SQLCondition("EXISTS (SELECT 1 FROM chat_link WHERE chat_link.chat = chat.id)")
        case nil:
            throw unknown(value, .is, QueryField.is.expectedValues)
        }
    }

    func possession(_ value: QueryValue) throws(QueryError) -> SQLCondition {
        let word = value.text.lowercased()
        switch QueryPossession(rawValue: word) {
        case .conflict: return SQLCondition("chat.conflicts <> ''")
        case .note: return SQLCondition("chat.noteCount > 0")
        case .tag: return Self.hasTag
        case .mention: return mentioned
        case .draft:
            return SQLCondition(
                """
                (EXISTS (SELECT 1 FROM draft WHERE draft.chat = chat.id) OR EXISTS
                    (SELECT 1 FROM local WHERE local.key = 'inbox.draft:' || chat.short))
                """)
        case .reply: return Self.hasReply("(\(OutboxRow.State.openSQL))")
        case .file:
            return SQLCondition(
                """
                EXISTS (SELECT 1 FROM message
                    WHERE message.chat = chat.id AND message.attachments IS NOT NULL)
                """)
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

    /// Nobody waits so long where work goes as it should.
    static let overdueAfter = Duration.seconds(86_400)

    private var mentioned: SQLCondition {
        guard let me = scope.me, let person = scope.persons.first(where: { $0.number == me })
        else { return SQLCondition("0") }
        return SQLCondition(
            """
            EXISTS (SELECT 1 FROM mention
                WHERE mention.chat = chat.id AND mention.login = ? AND mention.author IS NOT ?)
            """,
            [SearchText.normalise(person.login), Int64(me)])
    }

    private static func hasReply(_ states: String) -> SQLCondition {
        SQLCondition(
            "EXISTS (SELECT 1 FROM act WHERE act.lane = chat.id AND act.state IN \(states))")
    }

    private var mine: SQLCondition {
        guard let me = scope.me else { return SQLCondition("0") }
        return SQLCondition("chat.assignee IS ?", [Int64(me)])
    }

    private static let hasTag = SQLCondition(
        "EXISTS (SELECT 1 FROM chat_tag WHERE chat_tag.chat = chat.id)")

    func unknown(
        _ value: QueryValue, _ field: QueryField, _ candidates: [String]
    ) -> QueryError {
        let suggestion = Nearest.suggestion(for: value.text, among: candidates)
        let expected = field.expectedValues.isEmpty ? candidates : field.expectedValues
        return value.span.error(
            .unknownValue(field: field.rawValue, value: value.text, suggestion: suggestion),
            expected: expected)
    }
}
