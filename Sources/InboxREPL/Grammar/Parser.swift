/// From a line, or the shell's arguments, to invocations of commands.
package struct Parser: Sendable {
    package let table: CommandTable

    package init(table: CommandTable) { self.table = table }

    package func parse(line: String) throws(Complaint) -> [Invocation] {
        let commands = try Lexer.commands(in: line) { verb in
            table.command(named: verb)?.style == .text
        }
        var invocations: [Invocation] = []
        for command in commands {
            if let verbatim = command.verbatim {
                invocations.append(try parse(verb: command.verb, verbatim: verbatim))
            } else {
                invocations.append(try parse(verb: command.verb, words: command.words))
            }
        }
        return invocations
    }

    /// One command as the shell split it.
    package func parse(arguments: [String]) throws(Complaint) -> Invocation? {
        guard let verb = arguments.first else { return nil }
        let words = arguments.dropFirst().map { Token(argument: $0) }
        let token = Token(argument: verb)
        if try find(token).style == .text {
            return try textInvocation(
                token, words, { range in words[range].map(\.text).joined(separator: " ") })
        }
        return try parse(verb: token, words: words)
    }

    private func parse(verb: Token, words: [Token]) throws(Complaint) -> Invocation {
        let command = try find(verb)
        let reader = FlagReader(command)
        var invocation = Invocation(command: command, verb: verb)
        var index = 0
        var flagsMayFollow = true
        while index < words.count {
            switch flagsMayFollow ? try reader.read(words, at: index) : .word {
            case .word:
                invocation.words.append(words[index])
                index += 1
            case .endOfFlags:
                flagsMayFollow = false
                index += 1
            case .flag(let flag, let value, let taken):
                invocation.set(flag, value)
                index += taken
            }
        }
        return invocation
    }

    private func parse(verb: Token, verbatim: Lexer.Verbatim) throws(Complaint) -> Invocation {
        let chunks = Self.chunks(of: verbatim)
        let characters = Array(verbatim.text)
        return try textInvocation(verb, chunks) { range in
            guard case .at(let start, _) = chunks[range.lowerBound].place,
                case .at(let last, let length) = chunks[range.upperBound - 1].place
            else { return "" }
            return String(
                characters[(start - verbatim.column)..<(last + length - verbatim.column)])
        }
    }

    /// Blank-separated pieces of a text; quotes have no meaning here.
    private static func chunks(of verbatim: Lexer.Verbatim) -> [Token] {
        var chunks: [Token] = []
        var start: Int?
        let characters = Array(verbatim.text)
        for index in 0...characters.count {
            let isBlank = index == characters.count || characters[index].isWhitespace
            if let first = start, isBlank {
                let text = String(characters[first..<index])
                chunks.append(
                    Token(
                        text: text, raw: text, isQuoted: false,
                        place: .at(column: verbatim.column + first, length: index - first)))
                start = nil
            } else if start == nil, !isBlank {
                start = index
            }
        }
        return chunks
    }

    /// `[target] {flag} text {flag}`: flags before the text and, where the very end of it spells
    /// known flags, after it. `--` ends target and flags, for a text that looks like one.
    private func textInvocation(
        _ verb: Token, _ chunks: [Token], _ text: (Range<Int>) -> String
    ) throws(Complaint) -> Invocation {
        let command = try find(verb)
        let reader = FlagReader(command)
        var invocation = Invocation(command: command, verb: verb)
        var start = 0
        var target: Int?
        var isTextAhead = false
        leading: while start < chunks.count {
            switch try reader.read(chunks, at: start) {
            case .flag(let flag, let value, let taken):
                invocation.set(flag, value)
                start += taken
            case .endOfFlags:
                start += 1
                isTextAhead = true
                break leading
            case .word where start == 0 && Shell.isWhere(chunks[0]):
                // The query ends where a flag begins; a term with a minus is no flag.
                while start < chunks.count, !Self.isFlag(chunks[start], command) {
                    invocation.words.append(chunks[start])
                    start += 1
                }
                target = 0
            case .word:
                guard invocation.words.isEmpty, TargetSyntax.isTargetLike(chunks[start]) else {
                    break leading
                }
                invocation.words = [chunks[start]]
                target = start
                start += 1
            }
        }
        var end = chunks.count
        if !isTextAhead {
            while let (flag, value, first) = trailingFlag(reader, chunks, start..<end) {
                invocation.set(flag, value)
                end = first
            }
        }
        if start < end { invocation.text = text(start..<end) }
        let first = target ?? start
        if first < end { invocation.textWithTarget = text(first..<end) }
        return invocation
    }

    private static func isFlag(_ token: Token, _ command: Command) -> Bool {
        let shorts = command.flags.compactMap(\.short).map { "-\($0)" }
        return token.text.hasPrefix("--") || shorts.contains(token.text)
    }

    /// A flag that ends exactly where the text ends. Unknown ones are text there, not mistakes.
    private func trailingFlag(
        _ reader: FlagReader, _ chunks: [Token], _ range: Range<Int>
    ) -> (Flag, Token?, first: Int)? {
        for length in 1...2 where range.count > length {
            let first = range.upperBound - length
            guard chunks[first].text.hasPrefix("--"),
                case .flag(let flag, let value, let taken)? = try? reader.read(
                    Array(chunks[..<range.upperBound]), at: first),
                taken == length
            else { continue }
            return (flag, value, first)
        }
        return nil
    }

    /// The line as it would read in the other keyboard layout, where its verb is a command there
    /// and none in this one; nil else.
    package func inOtherLayout(_ line: String) -> String? {
        let verb = String(line.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
        guard !verb.isEmpty, table.command(named: verb) == nil,
            let meant = KeyboardLayout.swapped(verb), table.command(named: meant) != nil
        else { return nil }
        let rest = String(line.drop(while: \.isWhitespace).dropFirst(verb.count))
        let whole = meant + KeyboardLayout.swappedRest(rest, ofVerb: verb)
        return (try? parse(line: whole)) == nil ? meant + rest : whole
    }

    private func find(_ verb: Token) throws(Complaint) -> Command {
        if let command = table.command(named: verb.text) { return command }
        let near = Suggestion.nearest(to: verb.text, among: table.allNames)
        throw Complaint(
            .unknownCommand, [.text(verb.text)], exit: .usage, at: verb.place,
            remedy: near == nil ? .seeCommands : .didYouMean, near.map { [.text($0)] } ?? [])
    }
}
