import Inbox

/// Commands for what operators make themselves: `view`, `template`, `macro`, `do`.
enum DefinitionCommands {
    static let all = [view, template, macro, perform]

    private static func forms(_ operand: Operand, first: SubcommandWord) -> [SubcommandWord] {
        [
            first, SubcommandWord("save", "сохранить", then: [operand, .query]),
            SubcommandWord("show", "показать", then: [operand]),
            SubcommandWord("rm", "убрать", "удалить", then: [operand]),
        ]
    }

    private static let sharedFlag = Flag(
        "shared", ru: "для всех, а не только для себя", en: "for everybody, not for me alone")
    private static let fileFlag = Flag(
        "file", short: "F", .value("FILE"), values: .file, ru: "текст из файла",
        en: "the text from a file")

    static let view = Command(
        "view", russian: ["вид", "виды"], short: ["v"], group: .look,
        synopsis: ["[list]", "NAME [query]", "save NAME query [--shared]", "rm NAME"],
        purpose: Bilingual(
            ru: "сохранённые запросы, свои и общие",
            en: "saved queries, one's own and everybody's"),
        details: Bilingual(
            ru: "В запросе вид — это view:ИМЯ; имя само по себе открывает список.",
            en: "In a query a view is view:NAME; the name by itself opens the list."),
        examples: [
            "view save утро status:new sort:due", "view утро", "вид save брак tag:брак --shared",
        ],
        flags: [sharedFlag], operands: [.view, .query],
        forms: forms(.view, first: SubcommandWord("list", "список")), changes: true, pages: true
    ) { shell, invocation in
        let known = try await shell.desk { try $0.definitions(.view) }
        if let word = invocation.words.first,
            !invocation.command.forms.contains(where: { $0.matches(word.text) })
        {
            let name = word.text
            let row = try await shell.desk { try $0.definition(.view, name) }
            let more = invocation.words.dropFirst().map(\.raw).joined(separator: " ")
            return try await shell.list("\(row.body) \(more)", invocation)
        }
        return try await handle(.view, known, shell, invocation)
    }

    static let template = Command(
        "template", russian: ["шаблон", "шаблоны"], short: ["tpl"], group: .work,
        synopsis: ["[list]", "save NAME text [--shared]", "show NAME", "rm NAME"],
        purpose: Bilingual(ru: "шаблоны ответов", en: "templates of replies"),
        details: Bilingual(
            ru: """
                В тексте: {buyer}, {order}, {product}, {source}, {me} и любые свои {имена}, о
                которых спросит reply; {n|заказ|заказа|заказов} ставит форму по числу n.
                """,
            en: """
                In the text: {buyer}, {order}, {product}, {source}, {me} and any {names} of your
                own, which reply asks for; {n|order|orders} takes the form that fits n.
                """),
        examples: [
            "template save спасибо Спасибо, {buyer}! --shared", "шаблон show спасибо",
            "template rm спасибо",
        ],
        flags: [sharedFlag, fileFlag], operands: [.template],
        forms: forms(.template, first: SubcommandWord("list", "список")), changes: true,
        pages: true
    ) { shell, invocation in
        let known = try await shell.desk { try $0.definitions(.template) }
        return try await handle(.template, known, shell, invocation)
    }

    static let macro = Command(
        "macro", russian: ["макрос", "макросы"], group: .work,
        synopsis: ["[list]", "save NAME \"command; command\" [--shared]", "show NAME", "rm NAME"],
        purpose: Bilingual(
            ru: "несколько команд под одним именем; выполняет их do",
            en: "several commands under one name; do carries them out"),
        examples: [
            "macro save брак \"tag . +брак; question .\"", "macro show брак", "макрос list",
        ],
        flags: [sharedFlag, fileFlag], operands: [.macro],
        forms: forms(.macro, first: SubcommandWord("list", "список")), changes: true, pages: true
    ) { shell, invocation in
        let known = try await shell.desk { try $0.definitions(.macro) }
        return try await handle(.macro, known, shell, invocation)
    }

    static let perform = Command(
        "do", russian: ["выполнить"], group: .work, synopsis: ["MACRO [target] [key=value …]"],
        purpose: Bilingual(
            ru: "выполнить макрос над чатом", en: "carry out a macro on a chat"),
        details: Bilingual(
            ru: "Цель становится «.» макроса; {ключ} в его строках заменяется значением.",
            en: "The target is the macro's \".\"; {key} in its lines becomes the value."),
        examples: ["do брак", "do брак %2", "выполнить возврат . размер=44"],
        operands: [.macro, .chats], changes: true
    ) { shell, invocation in
        guard let name = invocation.words.first?.text else {
            throw Complaint(.nameExpected, exit: .usage, remedy: .seeHelp, [.text("do")])
        }
        let row = try await shell.desk { try $0.definition(.macro, name) }
        let rest = invocation.words.dropFirst()
        let values = TemplateText.values(rest.map(\.text).filter { $0.contains("=") })
        let words = rest.filter { !$0.text.contains("=") }
        let target = try await shell.target(Array(words), invocation.command)
        shell.enter(try await shell.desk { try $0.peek(target.entity).chat })
        let line = TemplateText(row.body).filled(values)
        if let missing = TemplateText(line).names.first {
            throw Complaint(.valueMissing, [.text(missing)], exit: .refused)
        }
        if invocation.has("dry-run") {
            shell.print(Printable.neutralise(line, .block))
            return .done
        }
        return try await shell.perform(line, of: name)
    }

    // MARK: The forms that all of them have

    private static func handle(
        _ kind: DefinitionKind, _ known: [DefinitionRow], _ shell: isolated Shell,
        _ invocation: Invocation
    ) async throws -> ExitCode {
        var words = invocation.words
        let form = try SubcommandWord.take(
            from: &words, of: invocation.command.forms, command: invocation.command.name)
        if form == "list" {
            if let word = words.first { throw shell.tooManyWords(word, invocation.command) }
            try shell.print(known, .definitions, invocation)
            if known.isEmpty, shell.wish(invocation) == nil { shell.say(.noDefinitions) }
            return .done
        }
        guard let name = words.first?.text else {
            throw Complaint(
                .nameExpected, exit: .usage, remedy: .seeHelp, [.text(invocation.command.name)])
        }
        switch form {
        case "save": return try await save(kind, name, Array(words.dropFirst()), shell, invocation)
        case "show":
            let row = try await shell.desk { try $0.definition(kind, name) }
            if try shell.printForMachines(row, .definitions, invocation) { return .done }
            shell.print(Printable.neutralise(row.body, .block))
            for other in row.others {
                shell.say(.otherVersion)
                shell.print(Printable.neutralise(other, .block))
            }
            return .done
        default:
            if invocation.has("dry-run") {
                return try await shell.rehearse(invocation) {
                    _ = try $0.removeDefinition(kind, name)
                }
            }
            let row = try await shell.desk { try $0.removeDefinition(kind, name) }
            shell.say(.definitionRemoved, .text(Printable.neutralise(row.name)))
            return .done
        }
    }

    private static func save(
        _ kind: DefinitionKind, _ name: String, _ words: [Token], _ shell: isolated Shell,
        _ invocation: Invocation
    ) async throws -> ExitCode {
        // One quoted word is the whole text; several are kept as typed, quotes included.
        var body =
            words.count > 1
            ? words.map(\.raw).joined(separator: " ") : words.map(\.text).joined()
        if let file = invocation.value("file") { body = try Shell.readText(file) }
        if kind == .view { _ = try await shell.find(body, sort: nil, limit: 1) }
        if kind == .macro { _ = try Parser(table: shell.table).parse(line: body) }
        let (text, shared) = (body, invocation.has("shared"))
        if invocation.has("dry-run") {
            return try await shell.rehearse(invocation) {
                _ = try $0.define(kind, name, text, shared: shared)
            }
        }
        let row = try await shell.desk { try $0.define(kind, name, text, shared: shared) }
        if try shell.printForMachines(row, .definitions, invocation) { return .done }
        shell.say(.definitionSaved, .text(Printable.neutralise(row.name)))
        return .done
    }
}

extension RowShape where Row == DefinitionRow {
    static let definitions = RowShape([
        .shown(
            "name", ru: "имя", en: "name", json: { row, _ in .text(row.name) },
            cell: { row, _ in .init(Printable.neutralise(row.name), .bold) }),
        .shown(
            "shared", ru: "чьё", en: "whose", json: { row, _ in .bool(!row.isMine) },
            cell: { row, look in
                let word: Message = row.isMine ? .mineWord : .sharedWord
                let mark = row.others.isEmpty ? "" : " !"
                return .init(Catalogue.text(word, [], look.language) + mark)
            }),
        .shown(
            "body", ru: "текст", en: "text", importance: 1, json: { row, _ in .text(row.body) },
            cell: { row, _ in .init(Printable.neutralise(row.body)) }),
        .hidden("others") { row, _ in .array(row.others.map { .text($0) }) },
    ])
}
