import Inbox

/// Commands that look: `list`, `next`, `peek`, `show`, `log`.
enum LookCommands {
    static let all = [list, next, peek, show, log, ExportCommand.command]

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
        try await shell.list(invocation.query, invocation)
    }

    /// So many chats are not shown again by `next`.
    static let nextMemory = 500

    static let next = Command(
        "next", russian: ["дальше"], short: ["n"], group: .look,
        synopsis: ["[query] [--take]"],
        purpose: Bilingual(
            ru: "открыть самый срочный чат", en: "open the most urgent chat"),
        details: Bilingual(
            ru: """
                Сначала те, где скоро закроется окно ответа, потом те, где вас назвали в
                заметке, потом ждущие дольше всех. Чужие, отложенные и уже показанные next
                пропускаются.
                """,
            en: """
                First those whose window for an answer closes soon, then those in which a note
                names you, then the longest waiting. Those of others, snoozed ones and those
                that next has shown already are left out.
                """),
        examples: ["next", "next --take", "дальше source:wb-main"],
        flags: [
            Flag("take", ru: "и взять его себе", en: "and take it"),
            Flag(
                "exit-status", ru: "код 3, если ничего не ждёт",
                en: "exit code 3 where nothing waits"),
        ], operands: [.query], pages: true
    ) { shell, invocation in
        let query = invocation.query
        let shown = Array(shell.shownByNext.suffix(nextMemory))
        var found = try await shell.desk { try $0.next(in: query, skipping: shown) }
        if found == nil, !shown.isEmpty {
            // All have been looked at: once more from the most urgent one.
            shell.shownByNext = shell.current.map { [$0.entity] } ?? []
            let last = shell.shownByNext
            found = try await shell.desk { try $0.next(in: query, skipping: last) }
        }
        guard let row = found else {
            shell.say(.nothingWaits)
            return invocation.has("exit-status") ? .notFound : .done
        }
        let entity = row.entity
        shell.shownByNext.append(entity)
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

    static func sortOrder(_ invocation: Invocation) throws(Complaint) -> ChatSort? {
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
