import Inbox

/// What could stand at a place of a line: read from the table of commands alone.
struct Completer {
    let table: CommandTable
    let language: Language

    /// What is wanted at the cursor.
    struct Wish: Hashable {
        var operands: [Operand]
        /// Stands before the candidate in the same word: `--sort=`, `-status:new,`.
        var head = ""
        /// What of the word is to be completed.
        var typed: String
        /// Words that are known without looking anywhere.
        var fixed: [Completion.Candidate] = []
        /// The command being typed.
        var verb: String?
    }

    func wish(_ point: CompletionPoint) -> Wish {
        guard let verb = point.words.first else {
            return Wish(operands: [], typed: point.typed, fixed: commandNames)
        }
        guard let command = table.command(named: verb) else {
            return Wish(operands: [], typed: point.typed)
        }
        var wish = wish(point, command)
        wish.verb = command.name
        return wish
    }

    private func wish(_ point: CompletionPoint, _ command: Command) -> Wish {
        let flags = command.flags + Command.globalFlags
        let typed = point.typed
        if typed.hasPrefix("--"), let sign = typed.firstIndex(of: "=") {
            let name = typed[..<sign].dropFirst(2)
            let operand = flags.first { $0.name == name }?.operand
            return Wish(
                operands: operand.map { [$0] } ?? [],
                head: String(typed[...sign]),
                typed: String(typed[typed.index(after: sign)...]))
        }
        if let last = point.words.dropFirst().last, let flag = Self.flag(last, flags),
            case .value = flag.argument
        {
            return Wish(operands: flag.operand.map { [$0] } ?? [], typed: typed)
        }
        // A single minus also begins what is not wanted: a term, a tag.
        let takesMinus = takesQuery(command) || command.operands.contains(.tagEdit)
        let mayBeFlag = typed.hasPrefix("--") || typed == "-" && !takesMinus
        if mayBeFlag { return Wish(operands: [], typed: typed, fixed: flagNames(flags)) }
        if command.style == .text { return inText(point, command) }
        let said = Array(point.words.dropFirst())
        if takesQuery(command) || said.contains(where: Self.isWhere) { return query(typed) }
        var wish = Wish(operands: operands(of: command, after: said), typed: typed)
        if said.isEmpty, !command.forms.isEmpty { wish.fixed = formNames(command) }
        return wish
    }

    /// `[target] text`: the target first, then people who may be mentioned.
    private func inText(_ point: CompletionPoint, _ command: Command) -> Wish {
        if point.typed.hasPrefix("@") {
            return Wish(operands: [.person], typed: point.typed)
        }
        let isFirst = point.words.count == 1
        return Wish(operands: isFirst ? command.operands : [], typed: point.typed)
    }

    private func operands(of command: Command, after said: [String]) -> [Operand] {
        guard let first = said.first,
            let form = command.forms.first(where: { $0.matches(first) })
        else { return command.operands }
        return form.operands
    }

    private func takesQuery(_ command: Command) -> Bool { command.operands == [.query] }

    private static func isWhere(_ word: String) -> Bool {
        ["where", "где"].contains(word.lowercased())
    }

    private static func flag(_ word: String, _ flags: [Flag]) -> Flag? {
        flags.first { flag in
            word == "--\(flag.name)" || flag.short.map { word == "-\($0)" } ?? false
        }
    }

    // MARK: Queries

    /// `-field:value,value`: the name before the colon, values after it.
    private func query(_ typed: String) -> Wish {
        let signs = typed.prefix { $0 == "-" || $0 == "(" }
        let body = typed.dropFirst(signs.count)
        guard let colon = body.firstIndex(of: ":") else {
            return Wish(
                operands: [], head: String(signs), typed: String(body), fixed: fieldNames)
        }
        let tail = body[body.index(after: colon)...].drop { "=<>~".contains($0) }
        let last = tail.lastIndex { $0 == "," || $0 == "." }.map { tail[tail.index(after: $0)...] }
        let value = last ?? tail
        let head = String(typed[..<value.startIndex])
        guard let field = QueryField.named(String(body[..<colon])) else {
            return Wish(operands: [], typed: typed)
        }
        let (operands, words) = values(of: field)
        return Wish(
            operands: operands, head: head, typed: String(value),
            fixed: words.map { Completion.Candidate($0) })
    }

    private var fieldNames: [Completion.Candidate] {
        QueryField.words.map { Completion.Candidate("\($0):", isOpen: true) }
    }

    private func values(of field: QueryField) -> ([Operand], [String]) {
        switch field {
        case .status: ([.status], [])
        case .assignee: ([.person], ["any", "любой"])
        case .tag: ([.tagEdit], ["none", "any"])
        case .source: ([.source], Market.allCases.map(\.rawValue))
        case .market: ([], Market.allCases.flatMap { Wording.marketWords($0).prefix(2) })
        case .created, .updated:
            ([], ["today", "yesterday", "сегодня", "вчера", "mon", "пн"])
        case .waiting, .due: ([], ["1h", "1d", "1ч", "1д"])
        case .view: ([.view], [])
        case .is: ([], QueryFlag.allCases.map(\.rawValue))
        case .has: ([], QueryPossession.allCases.map(\.rawValue))
        case .sort: ([], ChatSort.Key.allCases.map(\.rawValue))
        case .limit, .msgs, .buyer, .order, .id, .text, .note: ([], [])
        }
    }

    // MARK: Words of the table

    private var commandNames: [Completion.Candidate] {
        table.commands.filter { !$0.isHidden }.flatMap { command in
            command.allNames.map { Completion.Candidate($0, command.purpose[language]) }
        }
    }

    private func flagNames(_ flags: [Flag]) -> [Completion.Candidate] {
        flags.map { Completion.Candidate("--\($0.name)", $0.help[language]) }
    }

    private func formNames(_ command: Command) -> [Completion.Candidate] {
        command.forms.flatMap { form in
            ([form.name] + form.russian).map { Completion.Candidate($0) }
        }
    }
}
