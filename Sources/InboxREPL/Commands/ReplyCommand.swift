import Inbox
import SkeinCRDT

/// `reply`: by hand, from a file, by a template; to one chat or to many.
enum ReplyCommand {
    static let command = Command(
        "reply", russian: ["ответ", "ответить"], short: ["r"], group: .work, style: .text,
        synopsis: [
            "[target] [text] [--close | --status STATUS]", "[target] -F FILE",
            "[target] -t TEMPLATE [key=value …]", "where QUERY -t TEMPLATE [key=value …]",
        ],
        purpose: Bilingual(ru: "ответить покупателю", en: "answer the buyer"),
        details: Bilingual(
            ru: """
                Всё после цели до конца строки — текст, как есть: кавычки, «;» и # тоже.
                -- перед текстом, если он похож на цель или флаг. Ничей чат берёт --take.
                --allow ИМЯ,ИМЯ пропускает проверки: variable, attachment, contact, repeated.
                Без текста — набор по строкам до «.» или Ctrl-D; Ctrl-C оставит черновик.
                """,
            en: """
                All after the target up to the end of the line is the text as it is: quotes, ;
                and # too. Put -- before a text that looks like a target or a flag. A chat of
                nobody is taken by --take.
                --allow NAME,NAME passes checks: variable, attachment, contact, repeated.
                Without a text it is typed line by line up to a single . or Ctrl-D; Ctrl-C
                leaves a draft.
                """),
        examples: [
            "reply Здравствуйте! Уже ищем ваш заказ.", "ответ %2 Спасибо! --close",
            "reply where tag:доставка -t задержка дней=3",
        ],
        flags: [
            Flag("close", ru: "и закрыть чат", en: "and close the chat"),
            Flag(
                "status", .value("STATUS"), values: .status, ru: "и сменить статус",
                en: "and set the status"),
            WorkCommands.fileFlag,
            Flag(
                "with", short: "t", .value("TEMPLATE"), values: .template, ru: "по шаблону",
                en: "by a template"),
            Flag("take", ru: "ничей чат взять себе", en: "take a chat of nobody"),
            Flag(
                "allow", .value("CHECKS"), values: .words(ReplyCheck.allCases.map(\.rawValue)),
                ru: "пропустить проверки", en: "pass these checks"),
        ], operands: [.chats], changes: true
    ) { shell, invocation in
        let (targets, texts) = try await textByTarget(shell, invocation)
        var status: ChatStatus? = invocation.has("close") ? .closed : nil
        if let token = invocation.valueToken("status") { status = try WorkCommands.status(token) }
        let wanted = status
        let taking = try await takes(targets, shell, invocation)
        let replies = zip(targets, texts).map { (chat: $0.entity, text: $1) }
        if invocation.has("dry-run") {
            return try await shell.rehearse(invocation) {
                _ = try $0.reply(replies, status: wanted, taking: taking)
            }
        }
        if targets.count > 1 { try await shell.confirm(sending: texts, to: targets, invocation) }
        let rows = try await shell.desk { try $0.reply(replies, status: wanted, taking: taking) }
        for target in targets {
            let (chat, row) = try await shell.desk { desk in
                try desk.discardDraft(target.entity)
                return (target.entity, try desk.peek(target.entity).chat)
            }
            shell.remember(row)
            if targets.count == 1, chat == target.entity { shell.enter(row) }
        }
        if rows.count == 1, let row = rows.first {
            if try shell.printForMachines(row, .outbox, invocation) { return .done }
            shell.tell(queued: row)
        } else if shell.wish(invocation) != nil {
            try shell.print(rows, .outbox, invocation)
        } else {
            shell.say(.repliesQueued, .number(rows.count))
        }
        return .done
    }

    /// Whom to answer, and what to say to each.
    private static func textByTarget(
        _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ([Target], [String]) {
        var targets: [Target]
        var typed: String
        if let first = invocation.words.first, Shell.isWhere(first) {
            guard invocation.has("with") || invocation.has("file") else {
                throw Complaint(.bulkNeedsTemplate, exit: .usage, remedy: .seeHelp, ["reply"])
            }
            targets = try await shell.targets(invocation.words)
            typed = invocation.text
            guard !targets.isEmpty else { throw Complaint(.nothingFits, exit: .notFound) }
        } else {
            let (target, text) = try await shell.textTarget(invocation)
            targets = [target]
            typed = text
        }
        try await shell.requireUnchanged(targets)
        let rows = try await shell.chats(targets)
        var texts: [String] = []
        if let name = invocation.value("with") {
            let template = try await shell.desk { try $0.definition(.template, name) }
            texts = try await shell.fill(TemplateText(template.body), typed, for: rows)
        } else {
            let isTyped = !typed.isEmpty || invocation.has("file") || rows.count > 1
            let text =
                isTyped || shell.settings.compose == nil
                ? try await shell.wholeText(typed, invocation) : try await shell.compose(rows[0])
            texts = rows.map { _ in text }
        }
        try await check(rows, texts, shell, invocation)
        return (targets, texts)
    }

    /// Whether chats of nobody are to be taken: a script has to say so, a person is asked.
    private static func takes(
        _ targets: [Target], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> Bool {
        if invocation.has("take") { return true }
        let rows = try await shell.chats(targets)
        guard let ask = shell.settings.ask, rows.contains(where: { $0.assignee == nil }),
            !invocation.has("yes"), !invocation.has("dry-run")
        else { return false }
        guard let answer = await ask(shell.text(.askTake) + " ") else {
            throw Complaint(.notConfirmed, exit: .refused)
        }
        return answer.allSatisfy(\.isWhitespace) || Shell.isYes(answer)
    }

    private static func check(
        _ rows: [ChatRow], _ texts: [String], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws {
        let allowed = Set((invocation.value("allow") ?? "").split(separator: ",").map(String.init))
        for (row, text) in zip(rows, texts) {
            let found = try await shell.desk { try $0.checks(row, text) }
                .filter { !allowed.contains($0.rawValue) }
            let chat = row.entity
            if let end = try await shell.desk({ try $0.windowEnd(chat) }),
                end < shell.settings.now().wall
            {
                shell.say(.windowIsOver, .text(row.short), .text(shell.look.time.short(end)))
            }
            guard let first = found.first else { continue }
            let names = found.map(\.rawValue).joined(separator: ",")
            throw Complaint(
                shell.message(first), [.text(row.short)], exit: .refused, remedy: .allowCheck,
                [.text(names)])
        }
    }
}

extension Shell {
    /// The chats as they are now.
    func chats(_ targets: [Target]) async throws -> [ChatRow] {
        let ids = targets.map(\.entity)
        return try await desk { desk in try ids.map { try desk.peek($0).chat } }
    }

    /// The template's text for each chat: what the chat tells, then what was given as `key=value`,
    /// then what is asked for. Names stay in the nominative, as the platform gives them.
    func fill(
        _ template: TemplateText, _ typed: String, for rows: [ChatRow]
    ) async throws -> [String] {
        var given = TemplateText.values(
            typed.split(whereSeparator: \.isWhitespace).map(String.init))
        let me = try await desk { try $0.me() }
        for name in template.names where given[name] == nil && !Self.chatNames.contains(name) {
            guard let ask = settings.ask,
                let value = await ask(text(.askValue, .text(Printable.neutralise(name))) + " "),
                !value.allSatisfy(\.isWhitespace)
            else {
                throw Complaint(
                    .valueMissing, [.text(name)], exit: .refused, remedy: .giveValue,
                    [.text(name)])
            }
            given[name] = value
        }
        return try rows.map { row in
            var values = Self.values(row)
            values["me"] = me.name ?? me.login
            values.merge(given) { _, given in given }
            let text = template.filled(values)
            if let missing = TemplateText(text).names.first {
                throw Complaint(
                    .valueMissing, [.text("\(missing) (\(row.short))")], exit: .refused,
                    remedy: .giveValue, [.text(missing)])
            }
            return text
        }
    }

    private static let chatNames: Set<String> = ["buyer", "order", "product", "source", "me"]

    private static func values(_ row: ChatRow) -> [String: String] {
        var values = ["source": row.source.name]
        values["buyer"] = row.buyer
        values["order"] = row.order
        values["product"] = row.product
        return values
    }

    nonisolated func message(_ check: ReplyCheck) -> Message {
        switch check {
        case .variable: .checkVariable
        case .attachment: .checkAttachment
        case .contact: .checkContact
        case .repeated: .checkRepeated
        }
    }
}
