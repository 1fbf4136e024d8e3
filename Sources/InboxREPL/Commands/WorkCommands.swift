import Inbox

/// Commands that work a chat: `take`, `assign`, `status` and its short forms, `tag`, `note`,
/// `reply`.
enum WorkCommands {
    static let all = [take, assign, status, close, question, reopen, tag, reply, note]

    static let take = Command(
        "take", russian: ["взять"], short: ["t"], group: .work, synopsis: ["[target …]"],
        purpose: Bilingual(
            ru: "взять чат себе: открыть, назначить, «в работе»",
            en: "take a chat: open it, assign it to me, set work"),
        examples: ["take %1", "take"], operands: [.chats]
    ) { shell, invocation in
        let targets = try await shell.targets(invocation.words)
        return try await shell.change(targets, invocation, entering: targets.count == 1) {
            try $0.take($1)
        }
    }

    static let assign = Command(
        "assign", russian: ["назначить"], short: ["a"], group: .work,
        synopsis: ["[target …] @login | me | none"],
        purpose: Bilingual(
            ru: "назначить ответственного", en: "say who is responsible for a chat"),
        examples: ["assign @petr", "назначить %2 я", "assign %1-3 none"],
        operands: [.person, .chats]
    ) { shell, invocation in
        guard let last = invocation.words.last else {
            throw Complaint(.personExpected, exit: .usage, remedy: .seeHelp, [.text("assign")])
        }
        let targets = try await shell.targets(Array(invocation.words.dropLast()))
        let word = last.text
        return try await shell.change(targets, invocation) { desk, chat in
            try desk.assign(chat, to: try desk.person(word))
        }
    }

    static let status = Command(
        "status", russian: ["статус"], group: .work,
        synopsis: ["[target …] new | work | question | closed"],
        purpose: Bilingual(ru: "сменить статус чата", en: "set the status of a chat"),
        details: Bilingual(
            ru: "Статусы и по-русски: новый, работа, вопрос (или возврат), закрыт.",
            en: "In Russian as well: новый, работа, вопрос (or возврат), закрыт."),
        examples: ["status question", "статус %2 закрыт"], operands: [.status, .chats]
    ) { shell, invocation in
        guard let last = invocation.words.last else {
            throw Complaint(
                .statusExpected, [.text(StatusWord.choices)], exit: .usage, remedy: .seeHelp,
                [.text("status")])
        }
        let status = try WorkCommands.status(last)
        let targets = try await shell.targets(Array(invocation.words.dropLast()))
        return try await shell.change(targets, invocation) { try $0.setStatus($1, status) }
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
        examples: ["tag +VIP", "tag %2 +повтор -срочно"], operands: [.tagEdit, .chats]
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
        return try await shell.change(targets, invocation) {
            try $0.tag($1, add: added, remove: removed)
        }
    }

    static let note = Command(
        "note", russian: ["заметка"], group: .work, style: .text, synopsis: ["[target] text"],
        purpose: Bilingual(
            ru: "заметка для своих; покупатель её не увидит",
            en: "a note for colleagues; the buyer never sees it"),
        details: WorkCommands.textDetails,
        examples: ["note ждём склад", "заметка %2 @petr посмотри, пожалуйста"],
        flags: [fileFlag], operands: [.chats]
    ) { shell, invocation in
        let (target, typed) = try await shell.textTarget(invocation)
        let text = try await shell.wholeText(typed, invocation)
        return try await shell.change([target], invocation) { try $0.note($1, text) }
    }

    static let reply = Command(
        "reply", russian: ["ответ", "ответить"], short: ["r"], group: .work, style: .text,
        synopsis: ["[target] text [--close | --status STATUS]", "[target] -F FILE"],
        purpose: Bilingual(ru: "ответить покупателю", en: "answer the buyer"),
        details: WorkCommands.textDetails,
        examples: [
            "reply Здравствуйте! Уже ищем ваш заказ.", "ответ %2 Спасибо! --close",
            "reply 7k2f -F answer.txt",
        ],
        flags: [
            Flag("close", ru: "и закрыть чат", en: "and close the chat"),
            Flag(
                "status", .value("STATUS"), values: .status, ru: "и сменить статус",
                en: "and set the status"),
            fileFlag,
        ], operands: [.chats]
    ) { shell, invocation in
        let (target, typed) = try await shell.textTarget(invocation)
        let text = try await shell.wholeText(typed, invocation)
        var status: ChatStatus? = invocation.has("close") ? .closed : nil
        if let token = invocation.valueToken("status") { status = try WorkCommands.status(token) }
        let wanted = status
        try await shell.requireUnchanged([target])
        let row = try await shell.desk { try $0.reply(target.entity, text, status: wanted) }
        shell.remember(try await shell.desk { try $0.peek(target.entity).chat })
        if try shell.printForMachines(row, .outbox, invocation) { return .done }
        shell.tell(queued: row)
        return .done
    }

    static func status(_ token: Token) throws(Complaint) -> ChatStatus {
        guard let status = StatusWord.status(token.text) else {
            throw Complaint(
                .unknownStatus, [.text(token.text), .text(StatusWord.choices)], exit: .usage,
                at: token.place)
        }
        return status
    }

    private static let fileFlag = Flag(
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
            purpose: purpose, examples: [name, "\(russian[0]) %2"], operands: [.chats]
        ) { shell, invocation in
            let targets = try await shell.targets(invocation.words)
            return try await shell.change(targets, invocation) { try $0.setStatus($1, status) }
        }
    }
}
