/// Recognises the flags of one command.
struct FlagReader {
    let command: Command
    let flags: [Flag]

    /// What a word turned out to be.
    enum Reading {
        case word
        case endOfFlags
        /// The flag, its value, and how many words it took.
        case flag(Flag, Token?, taken: Int)
    }

    init(_ command: Command) {
        self.command = command
        self.flags = command.flags + Command.globalFlags
    }

    func read(_ words: [Token], at index: Int) throws(Complaint) -> Reading {
        let token = words[index]
        if token.isQuoted || !token.text.hasPrefix("-") || token.text == "-" { return .word }
        if token.text == "--" { return .endOfFlags }
        if token.text.hasPrefix("--") { return try long(token, words, index) }
        guard let short = token.text.dropFirst().first,
            let flag = flags.first(where: { $0.short == short })
        else { return .word }
        let attached = token.text.dropFirst(2)
        switch flag.argument {
        case .none, .optionalValue:
            return attached.isEmpty ? .flag(flag, nil, taken: 1) : .word
        case .value:
            if !attached.isEmpty {
                return .flag(flag, part(of: token, String(attached), offset: 2), taken: 1)
            }
            return try separate(flag, token, words, index)
        }
    }

    private func long(
        _ token: Token, _ words: [Token], _ index: Int
    ) throws(Complaint) -> Reading {
        let body = token.text.dropFirst(2)
        let name = String(body.prefix { $0 != "=" })
        guard let flag = flags.first(where: { $0.name == name }) else {
            let near = Suggestion.nearest(to: name, among: flags.map(\.name))
            throw Complaint(
                .unknownFlag, [.text(command.name), .text("--\(name)")], exit: .usage,
                at: token.place, remedy: near == nil ? .seeHelp : .didYouMean,
                [.text(near.map { "--\($0)" } ?? command.name)])
        }
        let attached: Token? =
            body.contains("=")
            ? part(of: token, String(body.dropFirst(name.count + 1)), offset: name.count + 3) : nil
        switch (flag.argument, attached) {
        case (.none, .some):
            throw Complaint(
                .flagTakesNoValue, [.text("--\(name)")], exit: .usage, at: token.place)
        case (.none, nil), (.optionalValue, _): return .flag(flag, attached, taken: 1)
        case (.value, .some(let value)): return .flag(flag, value, taken: 1)
        case (.value, nil): return try separate(flag, token, words, index)
        }
    }

    private func separate(
        _ flag: Flag, _ token: Token, _ words: [Token], _ index: Int
    ) throws(Complaint) -> Reading {
        guard words.indices.contains(index + 1) else {
            throw Complaint(
                .flagNeedsValue, [.text("--\(flag.name)")], exit: .usage, at: token.place)
        }
        return .flag(flag, words[index + 1], taken: 2)
    }

    private func part(of token: Token, _ text: String, offset: Int) -> Token {
        var place = token.place
        if case .at(let column, _) = place {
            place = .at(column: column + offset, length: max(1, text.count))
        }
        return Token(text: text, raw: text, isQuoted: token.isQuoted, place: place)
    }
}
