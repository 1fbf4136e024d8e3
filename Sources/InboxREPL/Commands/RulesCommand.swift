import Inbox

/// `rules`: what the platforms allow, and what they would say of a text. Asks nobody.
enum RulesCommand {
    private static let check = SubcommandWord("check", "проверить", then: [.free])

    static let command = Command(
        "rules", russian: ["правила"], group: .look,
        synopsis: ["[PLATFORM | SOURCE]", "check text [--for PLATFORM | SOURCE]"],
        purpose: Bilingual(
            ru: "правила площадок и откуда они",
            en: "the platforms' rules, and where each was read"),
        details: Bilingual(
            ru: """
                check смотрит на текст, ничего не отправляя: длина, телефоны, адреса, ссылки.
                Без --for — по правилам площадки открытого чата. Код выхода 5, если что-то
                нашлось.
                """,
            en: """
                check looks at a text and sends nothing: length, telephone numbers, addresses,
                links. Without --for by the rules of the chat at hand. Exit code 5 where
                something was found.
                """),
        examples: ["rules", "правила ozon", "rules check Звоните 8 912 345-67-89 --for wb"],
        flags: [
            Flag(
                "for", .value("NAME"), values: .source, ru: "площадка или источник",
                en: "a platform or a source")
        ],
        operands: [.words(Market.allCases.map(\.rawValue)), .source], forms: [check], pages: true
    ) { shell, invocation in
        var words = invocation.words
        if let first = words.first, check.matches(first.text) {
            return try await findings(words.dropFirst().map(\.text), shell, invocation)
        }
        var markets = Market.allCases
        if let word = words.first {
            markets = [try await market(word, shell)]
            words.removeFirst()
        }
        if let word = words.first { throw shell.tooManyWords(word, invocation.command) }
        let rows = markets.flatMap { market in
            market.rules.rules.map { RuleRow(market: market, rule: $0) }
        }
        try shell.print(rows, .rules, invocation)
        return .done
    }

    private static func findings(
        _ words: [String], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        let text = words.joined(separator: " ")
        guard !text.isEmpty else {
            throw Complaint(.textExpected, exit: .usage, remedy: .seeHelp, [.text("rules")])
        }
        let judge: Market
        if let named = invocation.valueToken("for") {
            judge = try await market(named, shell)
        } else if let chat = shell.current?.entity {
            judge = try await shell.desk { try $0.peek(chat).chat.market }
        } else {
            throw Complaint(.platformExpected, exit: .usage, remedy: .seeHelp, [.text("rules")])
        }
        let found = RuleFinding.of(text, judge)
        if found.isEmpty, shell.wish(invocation) == nil {
            shell.say(.nothingAgainstText)
        } else {
            try shell.print(found, .findings, invocation)
        }
        return found.isEmpty ? .done : .refused
    }

    /// A platform by any of its words, or that of a source.
    private static func market(
        _ word: Token, _ shell: isolated Shell
    ) async throws -> Market {
        if let market = Wording.market(word.text) { return market }
        let name = word.text
        return try await shell.desk { try $0.source(name).market }
    }
}
