import Inbox
import SkeinWire

extension Shell {
    /// Does one thing to all targets, as one command; asks first where they are many.
    func change(
        _ targets: [Target], _ invocation: Invocation, entering: Bool = false, _ change: ChatChange
    ) async throws -> ExitCode {
        try await requireUnchanged(targets)
        let ids = targets.map(\.entity)
        if invocation.has("dry-run") {
            return try await rehearse(invocation) { _ = try $0.change(ids, change) }
        }
        try await confirm(targets, invocation, change)
        try Task.checkCancellation()
        let done = try await desk { try $0.change(ids, change) }
        done.outcomes.forEach { remember($0.chat) }
        if entering, let only = done.outcomes.first { enter(only.chat) }
        if wish(invocation) != nil {
            try print(done.outcomes, .outcomes, invocation)
        } else {
            done.outcomes.forEach { tell($0) }
        }
        var worst: ExitCode?
        for failure in done.failures { worst = report(failure, line: nil) }
        guard let worst else { return .done }
        return done.outcomes.isEmpty ? worst : .partly
    }

    /// Says what a command would do, and does nothing.
    func rehearse(
        _ invocation: Invocation, _ body: @escaping @Sendable (InboxDesk) throws -> Void
    ) async throws -> ExitCode {
        let edits = try await desk { try $0.plan(body) }
        try print(edits, .planned, invocation)
        if wish(invocation) == nil { say(edits.isEmpty ? .planEmpty : .planOnly) }
        return .done
    }

    /// Asks before a command touches many chats: how many, three of them, and what would change.
    func confirm(
        _ targets: [Target], _ invocation: Invocation, _ change: ChatChange
    ) async throws {
        guard targets.count > Self.bulkMax, !invocation.has("yes") else { return }
        let ids = targets.prefix(Self.samplesMax).map(\.entity)
        let samples = try await desk { desk in
            (
                try ids.map { try desk.peek($0).chat },
                try desk.plan { _ = try $0.change(ids, change) }
            )
        }
        let lines = samples.0.map { row in
            let edits = samples.1.filter { $0.chat?.entity == row.entity }
            return sample(row, edits.map { PlanText.line($0, look) }.joined(separator: ", "))
        }
        try await confirm(targets.count, invocation, lines)
    }

    /// Asks before words go to more than one buyer.
    func confirm(
        sending texts: [String], to targets: [Target], _ invocation: Invocation
    ) async throws {
        guard !invocation.has("yes") else { return }
        let rows = try await chats(Array(targets.prefix(Self.samplesMax)))
        let lines = zip(rows, texts).map { sample($0, Printable.neutralise($1)) }
        try await confirm(targets.count, invocation, lines)
    }

    private func sample(_ row: ChatRow, _ words: String) -> String {
        let buyer = Printable.neutralise(row.buyer ?? "—")
        return DisplayWidth.truncate(
            "  \(row.short) \(buyer): \(words)", to: max(40, console.width() - 1))
    }

    private func confirm(
        _ count: Int, _ invocation: Invocation, _ samples: [String]
    ) async throws {
        guard let ask = settings.ask else {
            throw Complaint(
                .confirmationNeeded, [.number(count)], exit: .refused, remedy: .useYes)
        }
        samples.forEach { console.message($0 + "\n") }
        if count > samples.count { say(.moreChats, .number(count - samples.count)) }
        let question = text(.confirmBulk, .text(invocation.command.name), .number(count))
        guard let answer = await ask(question + " "), Self.isYes(answer) else {
            throw Complaint(.notConfirmed, exit: .refused)
        }
    }

    private static let samplesMax = 3
}

/// One edit that would be made, in words.
enum PlanText {
    static func line(_ edit: PlannedEdit, _ look: Look) -> String {
        let name = Catalogue.text(ActionWord.message(edit.kind), [], look.language)
        let field = edit.kind.rawValue
        let value =
            edit.value.map { FieldWord.value($0, of: field, look.language) }
            ?? Catalogue.text(.nobody, [], look.language)
        let before = edit.replaced.map { FieldWord.value($0, of: field, look.language) }
        return before.isEmpty
            ? "\(name) \(value)" : "\(name) \(before.joined(separator: "/")) → \(value)"
    }
}

extension RowShape where Row == PlannedEdit {
    static let planned = RowShape([
        .shown(
            "chat", ru: "чат", en: "chat", json: { row, _ in .optional(row.chat?.id) },
            cell: { row, _ in .init(row.chat?.short ?? "—", .bold) }),
        .shown(
            "buyer", ru: "покупатель", en: "buyer", importance: 1,
            json: { row, _ in .optional(row.chat?.buyer) },
            cell: { row, _ in .init(Printable.neutralise(row.chat?.buyer ?? "")) }),
        .shown(
            "action", ru: "действие", en: "action", json: { row, _ in .text(row.kind.rawValue) },
            cell: { row, look in
                .init(Catalogue.text(ActionWord.message(row.kind), [], look.language))
            }),
        .shown(
            "value", ru: "что", en: "what", importance: 3,
            json: { row, _ in .optional(row.value) },
            cell: { row, look in
                .init(
                    row.value.map { FieldWord.value($0, of: row.kind.rawValue, look.language) }
                        ?? "")
            }),
        .shown(
            "replaced", ru: "вместо", en: "instead of", importance: 2,
            json: { row, _ in .array(row.replaced.map { .text($0) }) },
            cell: { row, look in
                .init(
                    row.replaced.map {
                        FieldWord.value($0, of: row.kind.rawValue, look.language)
                    }.joined(separator: ", "), .dim)
            }),
    ])
}
