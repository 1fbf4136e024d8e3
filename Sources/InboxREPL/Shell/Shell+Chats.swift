import Inbox
import SkeinWire

extension Shell {
    /// The chats that fit a query; a mistake in it is shown under the query itself.
    func find(_ query: String, sort: ChatSort?, limit: Int?) async throws -> ChatList {
        do {
            return try await desk { try $0.list(query, sort: sort, limit: limit) }
        } catch let error as InboxError {
            guard case .query = error else { throw error }
            var complaint = Complaint.of(error, look)
            complaint.excerpt = query
            throw complaint
        }
    }

    /// The answer to `list`, in the form that was asked for.
    func printList(_ found: ChatList, _ invocation: Invocation) throws(Complaint) {
        if invocation.has("count") { return print(String(found.total)) }
        if invocation.has("ids") { return found.rows.forEach { print($0.id) } }
        if wish(invocation) != nil || !console.isTerminal {
            return try print(found.rows, .chats, invocation)
        }
        if found.rows.isEmpty { return say(.nothingFits) }
        var table = RowShape<ChatRow>.chats.table(found.rows, look)
        table.columns.insert(Table.Column("%", alignsRight: true), at: 0)
        for place in table.rows.indices {
            table.rows[place].insert(Table.Cell(String(place + 1), .dim), at: 0)
        }
        let lines =
            settings.speaks
            ? table.spoken() : table.aligned(width: console.width(), colour: console.colour)
        lines.forEach { print($0) }
        if found.total > found.rows.count {
            say(.moreRows, .number(found.total - found.rows.count))
        }
    }

    /// A whole chat, which becomes the current one.
    func display(_ detail: ChatDetail, _ invocation: Invocation) async throws -> ExitCode {
        enter(detail.chat)
        remember(detail.chat)
        if try printForMachines(detail, .details, invocation) { return .done }
        let last =
            invocation.has("all") || !console.isTerminal && !invocation.has("last")
            ? nil : try invocation.number("last") ?? LookCommands.showLines
        ChatText(detail: detail, look: look).lines(last: last).forEach { print($0) }
        return .done
    }

    /// `list` and `view`: the chats of a query, remembered for `%n`.
    func list(_ query: String, _ invocation: Invocation) async throws -> ExitCode {
        let sort = try LookCommands.sortOrder(invocation)
        // A count is of all chats; ids feed loops, which want all of them too.
        let isWhole = invocation.has("count") || invocation.has("ids")
        let limit = try invocation.number("limit") ?? (isWhole ? nil : LookCommands.listLimit)
        let found = try await find(query, sort: sort, limit: limit)
        for case .neverBoth(let field, let instead) in found.warnings {
            say(.neverBoth, .text(field), .text(instead))
        }
        // A count shows no rows, so that `%n` still means those of the list before it.
        if !invocation.has("count") { listed = found.rows }
        try printList(found, invocation)
        return found.rows.isEmpty && invocation.has("exit-status") ? .notFound : .done
    }

    func tell(_ outcome: CommandOutcome) {
        let chat = outcome.chat
        var facts = [
            StatusWord.shown(chat.status, settings.language),
            chat.assignee.map { "@\(Printable.neutralise($0.login))" } ?? text(.nobody),
        ]
        facts += chat.tags.map { "+\(Printable.neutralise($0))" }
        if let snooze = chat.snooze, snooze.until.map({ $0 > look.time.now }) ?? true {
            facts.append(
                snooze.until.map { text(.snoozedUntil, .text(look.time.short($0))) }
                    ?? text(.snoozedForReply))
        }
        let summary = facts.joined(separator: " · ")
        say(outcome.isAlready ? .alreadySo : .doneSo, .text(chat.short), .text(summary))
    }

    nonisolated func requireNoWords(_ invocation: Invocation) throws(Complaint) {
        if let word = invocation.words.first { throw tooManyWords(word, invocation.command) }
    }
}

extension RowShape where Row == CommandOutcome {
    /// What a change did, for machines.
    static let outcomes = RowShape([
        .hidden("id") { row, _ in .text(row.chat.id) },
        .hidden("status") { row, _ in .text(row.chat.status.rawValue) },
        .hidden("assignee") { row, _ in .optional(row.chat.assignee?.login) },
        .hidden("tags") { row, _ in .array(row.chat.tags.map { .text($0) }) },
        .hidden("already") { row, _ in .bool(row.isAlready) },
        .hidden("operations") { row, _ in .array(row.dots.map { .text(OperationName.of($0)) }) },
    ])
}
