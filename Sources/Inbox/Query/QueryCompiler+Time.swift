/// Fields that hold a moment.
extension QueryCompiler {
    func time(
        _ term: QueryTerm, _ value: QueryValue, column: String
    ) throws(QueryError) -> SQLCondition {
        let isEqual = term.comparison == .has || term.comparison == .equal
        if isEqual, let ends = value.range {
            return try range(ends, value, field: term.field, column: column)
        }
        let period = try period(value, field: term.field)
        // A length of time is one moment when it is compared with: so long ago.
        let isMoment = QueryLength.milliseconds(value.text) != nil
        let end = isMoment ? period.start : period.end
        let comparison: SQLCondition =
            switch term.comparison {
            case .less: SQLCondition("\(column) < ?", [period.start])
            case .lessOrEqual where isMoment: SQLCondition("\(column) <= ?", [end])
            case .lessOrEqual: SQLCondition("\(column) < ?", [end])
            case .greater where isMoment: SQLCondition("\(column) > ?", [end])
            case .greater: SQLCondition("\(column) >= ?", [end])
            case .greaterOrEqual: SQLCondition("\(column) >= ?", [period.start])
            case .has, .equal, .similar:
                SQLCondition(
                    "\(column) >= ? AND \(column) < ?", [period.start, period.end])
            }
        return whereKnown(comparison, column)
    }

    /// Both ends belong to the range.
    private func range(
        _ ends: (lower: QueryValue?, upper: QueryValue?), _ value: QueryValue, field: QueryField,
        column: String
    ) throws(QueryError) -> SQLCondition {
        var conditions: [SQLCondition] = []
        if let lower = ends.lower {
            conditions.append(
                SQLCondition("\(column) >= ?", [try period(lower, field: field).start]))
        }
        if let upper = ends.upper {
            let period = try period(upper, field: field)
            let isMoment = QueryLength.milliseconds(upper.text) != nil
            conditions.append(
                SQLCondition("\(column) < ?", [isMoment ? period.start : period.end]))
        }
        guard !conditions.isEmpty else {
            throw value.span.error(.date(value.text), expected: field.expectedValues)
        }
        return whereKnown(.all(conditions), column)
    }

    private func period(_ value: QueryValue, field: QueryField) throws(QueryError) -> QueryPeriod {
        let calendar = QueryCalendar(now: scope.now, zone: scope.zone)
        guard let period = calendar.period(value.text) else {
            throw value.span.error(.date(value.text), expected: field.expectedValues)
        }
        return period
    }

    /// How long the buyer has waited. A bare length means at least so long.
    func waiting(_ term: QueryTerm, _ value: QueryValue) throws(QueryError) -> SQLCondition {
        guard let length = QueryLength.milliseconds(value.text) else {
            throw value.span.error(
                .duration(value.text), expected: QueryField.waiting.expectedValues)
        }
        // Longer waiting is an earlier beginning.
        let sign =
            switch term.comparison {
            case .less: ">"
            case .lessOrEqual: ">="
            case .greater: "<"
            case .has, .equal, .greaterOrEqual, .similar: "<="
            }
        let start = scope.now.milliseconds - length
        return whereKnown(SQLCondition("chat.waiting \(sign) ?", [start]), "chat.waiting")
    }

    /// How long until the platform takes no answer any more. A bare length means at most so long;
    /// what has passed is not due, see `is:overdue`.
    func due(_ term: QueryTerm, _ value: QueryValue) throws(QueryError) -> SQLCondition {
        guard let length = QueryLength.milliseconds(value.text) else {
            throw value.span.error(.duration(value.text), expected: QueryField.due.expectedValues)
        }
        let sign =
            switch term.comparison {
            case .greater: ">"
            case .greaterOrEqual: ">="
            case .less: "<"
            case .has, .equal, .lessOrEqual, .similar: "<="
            }
        let now = scope.now.milliseconds
        return whereKnown(
            SQLCondition(
                "(\(ReplyWindow.dueSQL) >= ? AND \(ReplyWindow.dueSQL) \(sign) ?)",
                [now, now + length]), ReplyWindow.dueSQL)
    }

    private func whereKnown(_ condition: SQLCondition, _ column: String) -> SQLCondition {
        SQLCondition("(\(column) IS NOT NULL AND \(condition.sql))", condition.arguments)
    }
}
