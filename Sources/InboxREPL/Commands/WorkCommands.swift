import Inbox

/// Commands that work a chat: `take`, `assign`, `status` and its short forms, `tag`, `note`.
enum WorkCommands {
    static let all = [
        take, assign, status, close, question, reopen, tag, ReplyCommand.command, note,
        DraftCommand.command,
    ]

    static let take = Command(
        "take", russian: ["взять"], short: ["t"], group: .work, synopsis: ["[target …]"],
        purpose: Bilingual(
            ru: "взять чат себе: открыть, назначить, «в работе»",
            en: "take a chat: open it, assign it to me, set work"),
        examples: ["take %1", "take"], operands: [.chats], changes: true
    ) { shell, invocation in
        let targets = try await shell.targets(invocation.words)
        try await shell.requireUnchanged(targets)
        try await confirmHeld(targets, shell, invocation)
        return try await shell.change(targets, invocation, entering: targets.count == 1, .take)
    }

    static let assign = Command(
        "assign", russian: ["назначить"], short: ["a"], group: .work,
        synopsis: ["[target …] @login | me | none"],
        purpose: Bilingual(
            ru: "назначить ответственного", en: "say who is responsible for a chat"),
        examples: ["assign @petr", "назначить %2 я", "assign %1-3 none"],
        operands: [.person, .chats], changes: true
    ) { shell, invocation in
        guard let last = invocation.words.last else {
            throw Complaint(.personExpected, exit: .usage, remedy: .seeHelp, [.text("assign")])
        }
        let targets = try await shell.targets(Array(invocation.words.dropLast()))
        let word = last.text
        let person = try await shell.desk { try $0.person(word) }
        return try await shell.change(targets, invocation, .assign(person))
    }

    static let status = Command(
        "status", russian: ["статус"], group: .work,
        synopsis: ["[target …] new | work | question | closed"],
        purpose: Bilingual(ru: "сменить статус чата", en: "set the status of a chat"),
        details: Bilingual(
            ru: "Статусы и по-русски: новый, работа, вопрос (или возврат), закрыт.",
            en: "In Russian as well: новый, работа, вопрос (or возврат), закрыт."),
        examples: ["status question", "статус %2 закрыт"], operands: [.status, .chats],
        changes: true
    ) { shell, invocation in
        guard let last = invocation.words.last else {
            throw Complaint(
                .statusExpected, [.text(StatusWord.choices)], exit: .usage, remedy: .seeHelp,
                [.text("status")])
        }
        let status = try WorkCommands.status(last)
        let targets = try await shell.targets(Array(invocation.words.dropLast()))
        return try await shell.change(targets, invocation, .status(status))
    }

    static let close = shortcut(
        "close", ["закрыть", "закрой"], ["c"], .closed,
        Bilingual(ru: "закрыть чат", en: "close a chat"))

    static let question = shortcut(
        "question", ["вопрос"], ["q?"], .question,
        Bilingual(ru: "отметить вопрос или возврат", en: "mark a question or a return"))

    static let reopen = shortcut(
        "reopen", ["переоткрыть", "вернуть"], [], .work,
        Bilingual(ru: "вернуть закрытый чат в работу", en: "put a closed chat back to work"))

    static let tag = Command(
        "tag", russian: ["метка", "тег"], group: .work, synopsis: ["[target …] +tag -tag …"],
        purpose: Bilingual(ru: "добавить и снять метки", en: "add and remove tags"),
        examples: ["tag +VIP", "tag %2 +повтор -срочно"], operands: [.tagEdit, .chats],
        changes: true
    ) { shell, invocation in
        let edits = invocation.words.filter(isTagEdit)
        guard let first = edits.first else {
            throw Complaint(.tagsExpected, exit: .usage, remedy: .seeHelp, [.text("tag")])
        }
        guard let place = invocation.words.firstIndex(of: first),
            invocation.words[place...].allSatisfy(isTagEdit)
        else {
            throw Complaint(
                .tagsExpected, exit: .usage, at: first.place, remedy: .seeHelp,
                [
                    .text("tag")
                ])
        }
        let added = edits.filter { $0.text.hasPrefix("+") }.map { String($0.text.dropFirst()) }
        let removed = edits.filter { $0.text.hasPrefix("-") }.map { String($0.text.dropFirst()) }
        let targets = try await shell.targets(Array(invocation.words[..<place]))
        return try await shell.change(targets, invocation, .tag(add: added, remove: removed))
    }

    static let note = Command(
        "note", russian: ["заметка"], group: .work, style: .text, synopsis: ["[target] text"],
        purpose: Bilingual(
            ru: "заметка для своих; покупатель её не увидит",
            en: "a note for colleagues; the buyer never sees it"),
        details: WorkCommands.textDetails,
        examples: ["note ждём склад", "заметка %2 @petr посмотри, пожалуйста"],
        flags: [fileFlag], operands: [.chats], changes: true
    ) { shell, invocation in
        let (target, typed) = try await shell.textTarget(invocation)
        let text = try await shell.wholeText(typed, invocation)
        return try await shell.change([target], invocation, .note(text))
    }

    /// A chat that somebody else has is taken only on purpose; who and since when is said.
    private static func confirmHeld(
        _ targets: [Target], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws {
        guard targets.count == 1, !invocation.has("yes"), !invocation.has("dry-run"),
            let row = try await shell.chats(targets).first, let holder = row.assignee,
            try await shell.desk({ try $0.me().number }) != holder.number
        else { return }
        let entity = row.entity
        let since = try await shell.desk { try $0.log(entity) }.last { $0.kind == .assignee }?.time
        let words: [MessageArgument] = [
            .text(row.short), .text(Printable.neutralise(holder.login)),
            .text(since.map { shell.look.time.short($0) } ?? "—"),
        ]
        guard let ask = shell.settings.ask else {
            throw Complaint(.heldByOther, words, exit: .refused, remedy: .useYes)
        }
        let question = Catalogue.text(.heldByOther, words, shell.settings.language)
        guard let answer = await ask("\(question) \(shell.text(.askAnyway)) "),
            Shell.isYes(answer)
        else { throw Complaint(.notConfirmed, exit: .refused) }
    }

    static func status(_ token: Token) throws(Complaint) -> ChatStatus {
        guard let status = StatusWord.status(token.text) else {
            throw Complaint(
                .unknownStatus, [.text(token.text), .text(StatusWord.choices)], exit: .usage,
                at: token.place)
        }
        return status
    }

    static let fileFlag = Flag(
        "file", short: "F", .value("FILE"), values: .file, ru: "текст из файла",
        en: "the text from a file")

    private static let textDetails = Bilingual(
        ru: """
            Всё после цели до конца строки — текст, как есть: кавычки, «;» и # тоже.
            -- перед текстом, если он похож на цель или флаг.
            """,
        en: """
            All after the target up to the end of the line is the text as it is: quotes, ;
            and # too. Put -- before a text that looks like a target or a flag.
            """)

    private static func isTagEdit(_ token: Token) -> Bool {
        token.text.count > 1 && (token.text.hasPrefix("+") || token.text.hasPrefix("-"))
    }

    private static func shortcut(
        _ name: String, _ russian: [String], _ short: [String], _ status: ChatStatus,
        _ purpose: Bilingual
    ) -> Command {
        Command(
            name, russian: russian, short: short, group: .work, synopsis: ["[target …]"],
            purpose: purpose, examples: [name, "\(russian[0]) %2"], operands: [.chats],
            changes: true
        ) { shell, invocation in
            let targets = try await shell.targets(invocation.words)
            return try await shell.change(targets, invocation, .status(status))
        }
    }
}
