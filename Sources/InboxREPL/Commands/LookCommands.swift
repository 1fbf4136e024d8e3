import Inbox

/// Commands that look: `list`, `next`, `peek`, `show`, `log`.
enum LookCommands {
    static let all = [list, next, peek, show, log]

    /// Rows that `list` prints where nothing else is said.
    static let listLimit = 50
    /// Lines of a conversation that `show` prints where nothing else is said.
    static let showLines = 20

    static let list = Command(
        "list", russian: ["список"], short: ["ls", "l"], group: .look,
        synopsis: ["[query] [-N COUNT] [--sort KEY] [--count | --ids]"],
        purpose: Bilingual(
            ru: "показать чаты, подходящие под запрос", en: "show the chats that fit a query"),
        details: Bilingual(
            ru: """
                Запомненные строки — цели %1, %2-4, %* следующих команд.
                Язык запроса: help query.
                """,
            en: """
                The rows are remembered as targets %1, %2-4, %* of later commands.
                The language of queries: help query.
                """),
        examples: [
            "list status:new,work -assignee:any", "list source:wb \"не пришёл\" -N 5",
            "list has:conflict --ids",
        ],
        flags: [
            Flag("limit", short: "N", .value("COUNT"), ru: "не больше строк", en: "rows at most"),
            Flag(
                "sort", .value("KEY"), values: .words(ChatSort.Key.allCases.map(\.rawValue)),
                ru: "waiting, created, updated, status, source, buyer, id; -KEY наоборот",
                en: "waiting, created, updated, status, source, buyer, id; -KEY reversed"),
            Flag("count", ru: "только число", en: "only how many"),
            Flag("ids", ru: "только id, по одному в строке", en: "only ids, one a line"),
            Flag(
                "exit-status", ru: "код 3, если пусто", en: "exit code 3 where there is nothing"),
        ], operands: [.query], pages: true
    ) { shell, invocation in
        let sort = try sortOrder(invocation)
        let query = invocation.query
        // A count is of all chats; ids feed loops, which want all of them too.
        let isWhole = invocation.has("count") || invocation.has("ids")
        let limit = try invocation.number("limit") ?? (isWhole ? nil : listLimit)
        let found = try await shell.find(query, sort: sort, limit: limit)
        for case .neverBoth(let field, let instead) in found.warnings {
            shell.say(.neverBoth, .text(field), .text(instead))
        }
        // A count shows no rows, so that `%n` still means those of the list before it.
        if !invocation.has("count") { shell.listed = found.rows }
        try shell.printList(found, invocation)
        return found.rows.isEmpty && invocation.has("exit-status") ? .notFound : .done
    }

    static let next = Command(
        "next", russian: ["дальше"], short: ["n"], group: .look, synopsis: ["[--take]"],
        purpose: Bilingual(
            ru: "открыть чат, который дольше всех ждёт ответа",
            en: "open the chat that has waited longest for an answer"),
        examples: ["next", "next --take"],
        flags: [
            Flag("take", ru: "и взять его себе", en: "and take it"),
            Flag(
                "exit-status", ru: "код 3, если ничего не ждёт",
                en: "exit code 3 where nothing waits"),
        ], pages: true
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        let current = shell.current?.entity
        guard let row = try await shell.desk({ try $0.next(after: current) }) else {
            shell.say(.nothingWaits)
            return invocation.has("exit-status") ? .notFound : .done
        }
        let entity = row.entity
        if invocation.has("take") { _ = try await shell.desk { try $0.take(entity) } }
        return try await shell.display(try await shell.desk { try $0.show(entity) }, invocation)
    }

    static let peek = Command(
        "peek", russian: ["глянуть"], group: .look, synopsis: ["[target] [--last N | --all]"],
        purpose: Bilingual(
            ru: "прочитать чат, не открывая его", en: "read a chat without opening it"),
        examples: ["peek %2", "peek 7k2f --all"], flags: conversationFlags, operands: [.chats],
        pages: true
    ) { shell, invocation in
        let target = try await shell.target(invocation.words, invocation.command)
        return try await shell.display(
            try await shell.desk { try $0.peek(target.entity) }, invocation)
    }

    static let show = Command(
        "show", russian: ["открыть", "покажи"], short: ["s"], group: .look,
        synopsis: ["[target] [--last N | --all]"],
        purpose: Bilingual(
            ru: "открыть чат: «новый» становится «в работе»",
            en: "open a chat: new becomes work"),
        details: Bilingual(
            ru: "Открытый чат — это «.» для следующих команд.",
            en: "The opened chat is \".\" for the commands that follow."),
        examples: ["show %1", "show 7k2f --last 5"], flags: conversationFlags, operands: [.chats],
        pages: true
    ) { shell, invocation in
        let target = try await shell.target(invocation.words, invocation.command)
        return try await shell.display(
            try await shell.desk { try $0.show(target.entity) }, invocation)
    }

    static let log = Command(
        "log", russian: ["история"], group: .look, synopsis: ["[target]"],
        purpose: Bilingual(
            ru: "кто, когда и что делал с чатом", en: "who did what with a chat, and when"),
        details: Bilingual(
            ru: "⇡ — ещё не передано другим.", en: "⇡: the others do not have it yet."),
        examples: ["log %1", "log . --json"], operands: [.chats], pages: true
    ) { shell, invocation in
        let target = try await shell.target(invocation.words, invocation.command)
        let rows = try await shell.desk { try $0.log(target.entity) }
        try shell.print(rows, .actions, invocation)
        return .done
    }

    private static let conversationFlags = [
        Flag("last", .value("N"), ru: "столько последних строк", en: "as many newest lines"),
        Flag("all", ru: "весь разговор", en: "the whole conversation"),
    ]

    private static func sortOrder(_ invocation: Invocation) throws(Complaint) -> ChatSort? {
        guard let token = invocation.valueToken("sort") else { return nil }
        let isDescending = token.text.hasPrefix("-")
        let name = isDescending ? String(token.text.dropFirst()) : token.text
        guard let key = ChatSort.Key(rawValue: name) else {
            throw Complaint(
                .unknownSort,
                [
                    .text(name),
                    .text(ChatSort.Key.allCases.map(\.rawValue).joined(separator: ", ")),
                ],
                exit: .usage, at: token.place)
        }
        return ChatSort(key, descending: isDescending)
    }
}
