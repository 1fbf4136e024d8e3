import Foundation
import GRDB

/// A condition on a row of `chat`, true or false and never null, so that it can be negated.
struct SQLCondition {
    var sql: String
    var arguments: [any DatabaseValueConvertible & Sendable]

    init(_ sql: String, _ arguments: [any DatabaseValueConvertible & Sendable] = []) {
        self.sql = sql
        self.arguments = arguments
    }

    /// In the order of the question marks.
    var bound: StatementArguments {
        StatementArguments(arguments.map { $0 as (any DatabaseValueConvertible)? })
    }

    static func all(_ parts: [SQLCondition]) -> SQLCondition { joined(parts, " AND ", empty: "1") }

    static func any(_ parts: [SQLCondition]) -> SQLCondition { joined(parts, " OR ", empty: "0") }

    var negated: SQLCondition { SQLCondition("NOT (\(sql))", arguments) }

    private static func joined(
        _ parts: [SQLCondition], _ separator: String, empty: String
    ) -> SQLCondition {
        guard parts.count != 1 else { return parts[0] }
        guard !parts.isEmpty else { return SQLCondition(empty) }
        return SQLCondition(
            "(" + parts.map(\.sql).joined(separator: separator) + ")", parts.flatMap(\.arguments))
    }
}
