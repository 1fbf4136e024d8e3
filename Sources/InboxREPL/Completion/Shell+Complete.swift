import Inbox

extension Shell {
    /// What the word before `cursor` (in characters from 0) can become. Never waits for the
    /// network; where the store cannot be read, what it would have offered is left out.
    package func complete(_ line: String, cursor: Int) async -> Completion {
        let point = CompletionPoint(String(line.prefix(cursor))) { verb in
            table.command(named: verb)?.style == .text
        }
        let completer = Completer(table: table, language: settings.language)
        let wish = completer.wish(point)
        var candidates = wish.fixed
        for operand in wish.operands { candidates += await self.candidates(operand, wish) }
        let quotes: Set<Character> = ["\"", "«", "„", "“", "'"]
        let bare = wish.typed.first.map(quotes.contains) == true
        let typed = bare ? String(wish.typed.dropFirst()) : wish.typed
        let fitting = WordMatch.best(candidates, typed) { $0.text }
        return Completion(
            start: point.start,
            candidates: fitting.prefix(Completion.candidatesMax).map { candidate in
                Completion.Candidate(
                    wish.head + Self.quoted(candidate.text),
                    Printable.neutralise(candidate.description), isOpen: candidate.isOpen)
            })
    }

    /// A word with blanks or signs of the language in it stands in quotes.
    private static func quoted(_ word: String) -> String {
        let isPlain = !word.contains { $0.isWhitespace || ";\"'«»#".contains($0) }
        return isPlain ? word : "\"" + word.replacing("\"", with: "\\\"") + "\""
    }

    private func candidates(_ operand: Operand, _ wish: Completer.Wish) async
        -> [Completion.Candidate]
    {
        switch operand {
        case .chats: await chatCandidates(wish.typed)
        case .query, .file, .free: []
        case .words(let words): words.map { Completion.Candidate($0) }
        case .status:
            ChatStatus.allCases.flatMap { status in
                Wording.statusWords(status).prefix(2).map { Completion.Candidate($0) }
            }
        case .person: await personCandidates()
        case .tagEdit: await tagCandidates(wish)
        case .source:
            await read { try $0.sources() }.map {
                Completion.Candidate($0.name, $0.market.rawValue)
            }
        case .reply:
            await read { try $0.outbox() }.map {
                Completion.Candidate($0.short, "\($0.chat.buyer ?? "") \($0.text ?? "")")
            }
        case .view: await definitionCandidates(.view)
        case .macro: await definitionCandidates(.macro)
        case .template: await definitionCandidates(.template)
        case .helpTopic:
            table.commands.filter { !$0.isHidden }.flatMap(\.allNames).map {
                Completion.Candidate($0)
            } + HelpTopic.allCases.map { Completion.Candidate($0.rawValue) }
        }
    }

    /// Chats by their short ids, the longest waiting first; rows of the last list by their number.
    private func chatCandidates(_ typed: String) async -> [Completion.Candidate] {
        if typed.hasPrefix("%") {
            return (listed ?? []).enumerated().map { place, row in
                Completion.Candidate("%\(place + 1)", Self.words(about: row))
            }
        }
        let rows = await read { try $0.chats(startingWith: typed, limit: Completion.candidatesMax) }
        return rows.map { Completion.Candidate($0.short, Self.words(about: $0)) }
            + [Completion.Candidate("where"), Completion.Candidate("где")]
    }

    private static func words(about row: ChatRow) -> String {
        [row.buyer, row.last?.text].compactMap { $0 }.joined(separator: ": ")
    }

    private func definitionCandidates(_ kind: DefinitionKind) async -> [Completion.Candidate] {
        await read { try $0.definitions(kind) }.map { Completion.Candidate($0.name, $0.body) }
    }

    private func personCandidates() async -> [Completion.Candidate] {
        await read { try $0.persons() }.map {
            Completion.Candidate("@\($0.login)", $0.name ?? "")
        } + ["me", "я", "none", "никто"].map { Completion.Candidate($0) }
    }

    /// `+` offers the workspace's tags, `-` those of the chat at hand, a query all of them.
    private func tagCandidates(_ wish: Completer.Wish) async -> [Completion.Candidate] {
        if wish.verb == "tag", wish.head.isEmpty {
            if wish.typed.hasPrefix("-"), let chat = current?.entity {
                let row = await read { [try $0.peek(chat).chat] }.first
                return (row?.tags ?? []).map { Completion.Candidate("-\($0)") }
            }
            return await read { try $0.tags() }.map { Completion.Candidate("+\($0)") }
        }
        return await read { try $0.tags() }.map { Completion.Candidate($0) }
    }

    private func read<Row: Sendable>(
        _ body: @escaping @Sendable (InboxDesk) throws -> [Row]
    ) async -> [Row] {
        (try? await desk(body)) ?? []
    }
}
