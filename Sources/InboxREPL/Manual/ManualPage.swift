import Inbox

/// The manual pages skein(1) and skein-query(7), written from the table of commands and the
/// language of queries: nothing stands in them that the program does not know.
package enum ManualPage {
    /// skein(1): every command with its flags.
    package static func commands(_ table: CommandTable, _ language: Language) -> String {
        let words = Words(language)
        var lines = heading("SKEIN", 1, words.inboxTitle)
        lines += section(words.name) + ["skein \\- \(roff(words.inboxTitle))"]
        lines += section(words.synopsis)
        lines += [
            ".B skein", "[\\fIOPTION\\fR] [\\fICOMMAND\\fR [\\fIWORD\\fR ...]]", ".br",
            ".B skein", "[\\fIOPTION\\fR] \\-c \\fILINE\\fR | \\-f \\fIFILE\\fR",
        ]
        lines += section(words.description) + [roff(words.about)]
        lines += section(words.options)
        for flag in ProgramOption.all {
            lines += item(flag.synopsis, flag.help[language])
        }
        lines += section(words.everyCommand)
        for flag in Command.globalFlags { lines += item(flag.synopsis, flag.help[language]) }
        for group in Command.Group.allCases {
            let commands = table.commands.filter { $0.group == group && !$0.isHidden }
            if commands.isEmpty { continue }
            lines += section(Catalogue.text(HelpText.heading(group), [], language))
            for command in commands { lines += describe(command, language) }
        }
        for topic in [HelpTopic.exitCodes, .environment, .json, .keys] {
            lines += section(topic.rawValue) + block(topic.text[language])
        }
        lines += section(words.seeAlso) + ["skein-query(7), skein-relay(1), skein-sim(1)"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// skein-query(7): every field with its values.
    package static func query(_ language: Language) -> String {
        let words = Words(language)
        var lines = heading("SKEIN-QUERY", 7, words.queryTitle)
        lines += section(words.name) + ["skein-query \\- \(roff(words.queryTitle))"]
        lines += section(words.description) + block(HelpTopic.query.text[language])
        lines += section(words.fields)
        for field in QueryField.allCases {
            let names = [field.rawValue] + QueryField.aliases(of: field)
            var text = FieldHelp.text(field)[language]
            if !field.expectedValues.isEmpty {
                text += ": " + field.expectedValues.joined(separator: ", ")
            }
            lines += item(names.map { "\($0):" }.joined(separator: ", "), text)
        }
        lines += section(words.seeAlso) + ["skein(1)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func describe(_ command: Command, _ language: Language) -> [String] {
        let others = command.russian + command.short
        let names = ([command.name] + others).joined(separator: ", ")
        var lines = [".SS \(roff(names))", roff(command.purpose[language])]
        for synopsis in command.synopsis {
            lines += [".br", "\\fB\(roff(command.name))\\fR \(roff(synopsis))"]
        }
        if let details = command.details { lines += [".PP"] + block(details[language]) }
        for flag in command.flags { lines += item(flag.synopsis, flag.help[language]) }
        if !command.examples.isEmpty { lines += [".PP", ".nf"] }
        lines += command.examples.map { roff($0) }
        if !command.examples.isEmpty { lines += [".fi"] }
        return lines
    }

    // MARK: roff

    private static func heading(_ name: String, _ number: Int, _ title: String) -> [String] {
        [".TH \(name) \(number) \"\" \"skein\" \"\(roff(title))\""]
    }

    private static func section(_ name: String) -> [String] { [".SH \(roff(name.uppercased()))"] }

    private static func item(_ tag: String, _ text: String) -> [String] {
        [".TP", "\\fB\(roff(tag))\\fR", roff(text)]
    }

    private static func block(_ text: String) -> [String] {
        [".nf"]
            + text.split(separator: "\n", omittingEmptySubsequences: false).map { roff(String($0)) }
            + [".fi"]
    }

    /// A line of text as roff wants it: no line of it is a request, no hyphen is a minus sign.
    private static func roff(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("\n", with: " ")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// Headings.
    private struct Words {
        let name, synopsis, description, options, everyCommand, fields, seeAlso: String
        let inboxTitle, queryTitle, about: String

        init(_ language: Language) {
            let isRussian = language == .ru
            name = isRussian ? "имя" : "name"
            synopsis = isRussian ? "вызов" : "synopsis"
            description = isRussian ? "описание" : "description"
            options = isRussian ? "ключи программы" : "options"
            everyCommand = isRussian ? "флаги каждой команды" : "flags of every command"
            fields = isRussian ? "поля" : "fields"
            seeAlso = isRussian ? "см. также" : "see also"
            inboxTitle =
                isRussian
                ? "общий ящик покупательских чатов, работающий без сети"
                : "a shared inbox of buyers' chats that works offline"
            queryTitle =
                isRussian
                ? "язык запросов, которым выбирают чаты" : "the language that chooses chats"
            about =
                isRussian
                ? "Без команды на терминале открывает диалог, иначе читает строки из ввода. "
                    + "Команда в аргументах и строка диалога — одно и то же."
                : "Without a command it opens a dialogue on a terminal, else it reads lines from "
                    + "its input. A command in the arguments is the same as a line of the "
                    + "dialogue."
        }
    }
}

/// The options of the program itself, as data for manual and completions.
package enum ProgramOption {
    package static let all: [Flag] = [
        Flag("command", short: "c", .value("LINE"), ru: "выполнить строку", en: "run a line"),
        Flag(
            "file", short: "f", .value("FILE"), values: .file, ru: "выполнить строки файла",
            en: "run the lines of a file"),
        Flag("no-init", short: "X", ru: "без стартового сценария", en: "without the start script"),
        Flag("keep-going", ru: "не останавливаться на ошибке", en: "go on after a failure"),
        Flag("echo", ru: "показывать строки сценария", en: "show the lines of a script"),
        Flag(
            "store", .value("DIR"), values: .file, ru: "папка хранилища", en: "the store's folder"),
        Flag(
            "lang", .value("ru|en"), values: .words(["ru", "en"]), ru: "язык", en: "the language"),
        Flag(
            "color", .value("WHEN"), values: .words(["auto", "always", "never"]),
            ru: "цвет: auto, always, never", en: "colour: auto, always, never"),
        Flag("version", ru: "версия", en: "the version"),
    ]
}

/// What each field of a query asks.
enum FieldHelp {
    static func text(_ field: QueryField) -> Bilingual {
        switch field {
        case .market: Bilingual(ru: "площадка", en: "the platform")
        case .source: Bilingual(ru: "источник или площадка", en: "a source or platform")
        case .status: Bilingual(ru: "статус", en: "the status")
        case .assignee: Bilingual(ru: "ответственный", en: "who is responsible")
        case .tag: Bilingual(ru: "метка", en: "a tag")
        case .is: Bilingual(ru: "признак", en: "a mark")
        case .has: Bilingual(ru: "что есть у чата", en: "what the chat has")
        case .created: Bilingual(ru: "первое сообщение", en: "the first message")
        case .updated: Bilingual(ru: "последнее сообщение", en: "the newest message")
        case .waiting: Bilingual(ru: "сколько ждёт покупатель", en: "how long the buyer waits")
        case .due:
            Bilingual(
                ru: "сколько осталось до конца окна ответа",
                en: "how long until the window for an answer closes")
        case .msgs: Bilingual(ru: "сколько сообщений", en: "how many messages")
        case .view: Bilingual(ru: "сохранённый запрос", en: "a saved query")
        case .buyer: Bilingual(ru: "слова в имени покупателя", en: "words in the buyer's name")
        case .order: Bilingual(ru: "слова в заказе", en: "words in the order")
        case .id: Bilingual(ru: "начало id", en: "the id's beginning")
        case .text: Bilingual(ru: "слова в сообщениях", en: "words in messages")
        case .note: Bilingual(ru: "слова в заметках", en: "words in notes")
        case .sort: Bilingual(ru: "порядок, -КЛЮЧ наоборот", en: "the order, -KEY reversed")
        case .limit: Bilingual(ru: "не больше строк", en: "rows at most")
        }
    }
}
