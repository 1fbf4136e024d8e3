import Inbox
import SkeinCRDT
import SkeinWire

/// Commands that guard and repair: `undo`, `outbox`, `conflicts`.
enum RepairCommands {
    static let all = [undo, outbox, conflicts]

    static let undo = Command(
        "undo", russian: ["отмена", "отменить"], short: ["u"], group: .repair,
        synopsis: ["[COUNT]"],
        purpose: Bilingual(
            ru: "отменить свою последнюю команду", en: "take back your own last command"),
        details: Bilingual(
            ru: """
                Действует и после обмена; откажет, если другие уже изменили то же самое.
                Команда над многими чатами — один шаг. undo -n покажет, что вернётся.
                """,
            en: """
                Works after a synchronisation too; refuses where others have changed the same.
                A command on many chats is one step. undo -n shows what would come back.
                """),
        examples: ["undo", "undo 3", "undo --dry-run"], changes: true
    ) { shell, invocation in
        var words = invocation.words
        var count = 1
        if let word = words.first {
            guard let number = Int(word.text), number > 0 else {
                throw Complaint(
                    .numberExpected, [.text("undo"), .text(word.text)], exit: .usage,
                    at: word.place)
            }
            count = number
            words.removeFirst()
        }
        if let word = words.first { throw shell.tooManyWords(word, invocation.command) }
        if invocation.has("dry-run") {
            return try await shell.rehearse(invocation) { _ = try $0.undo() }
        }
        var outcomes: [UndoOutcome] = []
        for _ in 0..<count {
            let outcome = try await shell.desk { try $0.undo() }
            outcomes.append(outcome)
            if let chat = outcome.chat { shell.remember(chat) }
            if shell.wish(invocation) == nil { tell(outcome, shell) }
        }
        if shell.wish(invocation) == nil { return .done }
        if outcomes.count == 1 {
            _ = try shell.printForMachines(outcomes[0], .undone, invocation)
        } else {
            try shell.print(outcomes, .undone, invocation)
        }
        return .done
    }

    private static func tell(_ outcome: UndoOutcome, _ shell: isolated Shell) {
        let about =
            outcome.count > 1
            ? shell.text(.chatCount, .number(outcome.count)) : outcome.chat?.short ?? ""
        switch outcome.way {
        case .withdrawn: shell.say(.undoWithdrawn, .text(outcome.command), .text(about))
        case .reversed: shell.say(.undoReversed, .text(outcome.command), .text(about))
        }
    }

    static let conflicts = Command(
        "conflicts", russian: ["конфликты"], group: .repair,
        purpose: Bilingual(
            ru: "что изменили порознь, не видя друг друга",
            en: "what was changed apart, without sight of each other"),
        details: Bilingual(
            ru: """
                Обе версии хранятся; › стоит у той, что показана. Решить: задать поле заново
                (status, assign) — это увидит обе и заменит их.
                """,
            en: """
                Both versions are kept; › marks the one shown. To settle it, set the field again
                (status, assign): that sees both and replaces them.
                """),
        examples: ["conflicts", "conflicts --json"], pages: true
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        let rows = try await shell.desk { try $0.conflicts() }
        try shell.print(rows, .conflicts, invocation)
        if rows.isEmpty, shell.wish(invocation) == nil { shell.say(.noConflicts) }
        return .done
    }

    static let outbox = Command(
        "outbox", russian: ["исходящие"], short: ["o"], group: .repair,
        synopsis: [
            "[list] [--all]", "show | hold | send | cancel ID", "decide ID sent | again | drop",
        ],
        purpose: Bilingual(
            ru: "ответы на пути к покупателям", en: "replies on their way to the buyers"),
        details: Bilingual(
            ru: """
                Первыми — те, чья судьба неизвестна: посмотрите в кабинете площадки и решите:
                sent (ушло), again (снова — его там нет), drop (бросить, что бы ни было).
                hold придержит, send отпустит, cancel отменит.
                """,
            en: """
                Replies of unknown fate stand first: look at the platform's own site and decide:
                sent (it is there), again (it is not), drop (never mind).
                hold keeps a reply back, send lets it go, cancel withdraws it.
                """),
        examples: ["outbox", "outbox hold 3c9f", "outbox decide 3c9f sent"],
        flags: [Flag("all", ru: "и завершённые", en: "finished ones too")],
        operands: [.reply], forms: outboxForms, pages: true
    ) { shell, invocation in
        var words = invocation.words
        let form = try SubcommandWord.take(from: &words, of: outboxForms, command: "outbox")
        if form == "list" {
            if let word = words.first { throw shell.tooManyWords(word, invocation.command) }
            let all = invocation.has("all")
            let rows = try await shell.desk { try $0.outbox(all: all) }
            try shell.print(rows, .outbox, invocation)
            if rows.isEmpty, shell.wish(invocation) == nil { shell.say(.outboxEmpty) }
            return .done
        }
        let (reply, decision) = try await replyAndDecision(words, form, shell, invocation)
        let row = try await shell.desk { desk in
            switch form {
            case "hold": try desk.hold(reply)
            case "send": try desk.release(reply)
            case "cancel": try desk.cancel(reply)
            case "decide": try desk.decide(reply, decision ?? .drop)
            default: try desk.outbox(all: true).first { $0.entity == reply }
            }
        }
        guard let row else { throw InboxError.noSuchReply(words.first?.text ?? "") }
        if try shell.printForMachines(row, .outbox, invocation) { return .done }
        if form == "show" {
            shell.print(OutboxText.lines(row, shell.look))
        } else {
            shell.say(.replyNow, .text(row.short), .text(ReplyWord.shown(row, shell.look)))
        }
        return .done
    }

    private static let outboxForms = [
        SubcommandWord("list", "список"),
        SubcommandWord("show", "показать", "открыть", then: [.reply]),
        SubcommandWord("hold", "придержать", then: [.reply]),
        SubcommandWord("send", "отправить", "отпустить", then: [.reply]),
        SubcommandWord("cancel", "отменить", then: [.reply]),
        SubcommandWord("decide", "решить", then: [.reply, .words(["sent", "again", "drop"])]),
    ]

    /// The reply that the words name, and for `decide` the decision; in either order.
    private static func replyAndDecision(
        _ words: [Token], _ form: String, _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> (EntityID, ReplyDecision?) {
        var words = words
        var decision: ReplyDecision?
        if form == "decide" {
            guard let place = words.lastIndex(where: { ReplyWord.decision($0.text) != nil }) else {
                throw Complaint(
                    .decisionExpected, exit: .usage, at: words.last?.place ?? .none,
                    remedy: .seeHelp, [.text("outbox")])
            }
            decision = ReplyWord.decision(words[place].text)
            words.remove(at: place)
        }
        if words.count > 1 { throw shell.tooManyWords(words[1], invocation.command) }
        guard let id = words.first?.text else {
            throw Complaint(.replyExpected, exit: .usage, remedy: .seeHelp, [.text("outbox")])
        }
        return (try await shell.desk { try $0.resolveReply(id) }, decision)
    }
}

extension RowShape where Row == UndoOutcome {
    /// What `undo` did, for machines.
    static let undone = RowShape([
        .hidden("way") { row, _ in .text(row.way.rawValue) },
        .hidden("command") { row, _ in .text(row.command) },
        .hidden("chat") { row, _ in .optional(row.chat?.id) },
        .hidden("chats") { row, _ in .number(row.count) },
    ])
}
