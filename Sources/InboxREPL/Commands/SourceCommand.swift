import Inbox

/// `source`: connect accounts of platforms, list and test them.
enum SourceCommand {
    private static let forms = [
        SubcommandWord("list", "список"),
        SubcommandWord(
            "add", "добавить", then: [.words(Market.allCases.map(\.rawValue)), .source]),
        SubcommandWord("test", "проверить", then: [.source]),
    ]

    static let command = Command(
        "source", russian: ["источник", "источники"], short: ["src"], group: .synchronise,
        synopsis: [
            "[list]", "add PLATFORM NAME [--url URL] --token-file FILE",
            "add [NAME] [--token-file FILE]", "test [NAME]",
        ],
        purpose: Bilingual(
            ru: "источники: кабинеты площадок", en: "sources: accounts on the platforms"),
        details: Bilingual(
            ru: """
                Площадки: wb, ozon, ym, tg. Токен хранится только на этом устройстве. Источник,
                который уже подключил коллега, просит здесь лишь токен: source add NAME.
                Токен ozon: client-id:api-key, токен ym: business-id:api-key, одной строкой.
                """,
            en: """
                Platforms: wb, ozon, ym, tg. The token stays on this device. A source that a
                colleague has connected asks only for the token here: source add NAME.
                A token of ozon is client-id:api-key, of ym business-id:api-key, in one line.
                """),
        examples: [
            "source add wb wb-main --token-file wb.token", "source list", "source test wb-main",
        ],
        flags: [
            Flag("url", .value("URL"), ru: "другой адрес API", en: "another address of the API"),
            Flag(
                "token-file", .value("FILE"), values: .file, ru: "файл токена, права 0600",
                en: "the token's file, mode 0600"),
        ], forms: forms
    ) { shell, invocation in
        var words = invocation.words
        switch try SubcommandWord.take(from: &words, of: forms, command: "source") {
        case "add": return try await add(words, shell, invocation)
        case "test": return try await test(words, shell, invocation)
        default:
            if let word = words.first { throw shell.tooManyWords(word, invocation.command) }
            let views = try await sources(shell)
            try shell.print(views, .sources, invocation)
            if views.isEmpty, shell.wish(invocation) == nil { shell.say(.noSources) }
            return .done
        }
    }

    private static func sources(_ shell: isolated Shell) async throws -> [SourceView] {
        let known = try await shell.session().tokenAddresses()
        let troubles = try await shell.session().sourceTroubles()
        return try await shell.desk { try $0.sources() }.map {
            SourceView(
                row: $0, hasToken: known[$0.name] != nil, trouble: troubles[$0.name])
        }
    }

    private static func add(
        _ words: [Token], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        if words.count > 2 { throw shell.tooManyWords(words[2], invocation.command) }
        let (platform, name, url) = try await identity(words, shell, invocation)
        let token = try await token(for: name, shell, invocation)
        let check: SourceCheck
        do {
            check = try await shell.session().addSource(
                platform: platform, name: name, url: url, token: token)
        } catch let error as SessionError {
            var complaint = Complaint.of(error)
            if complaint.message == .tokenRefused { complaint.remedy = .repeatWithToken }
            throw complaint
        }
        if try shell.printForMachines(check, .check, invocation) { return .done }
        shell.say(
            check.wasKnown ? .sourceTokenAdded : .sourceAdded, .text(check.name),
            .text(check.platform), .text(check.account))
        return .done
    }

    /// What is added: `PLATFORM NAME`, or a source that the workspace knows already.
    private static func identity(
        _ words: [Token], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> (platform: String, name: String, url: String?) {
        if words.count == 2 {
            guard let market = Wording.market(words[0].text) else {
                throw Complaint(
                    .unknownPlatform,
                    [
                        .text(words[0].text),
                        .text(Market.allCases.map(\.rawValue).joined(separator: ", ")),
                    ], exit: .usage, at: words[0].place)
            }
            let row = try await shell.desk { try $0.sources() }.first {
                $0.market == market && $0.name == words[1].text
            }
            let url = try await address(row, shell, invocation)
            return (market.rawValue, words[1].text, url)
        }
        if let word = words.first {
            let row = try await shell.desk { try $0.source(word.text) }
            return (row.market.rawValue, row.name, try await address(row, shell, invocation))
        }
        let waiting = try await sources(shell).filter { !$0.hasToken }
        guard let first = waiting.first else {
            throw Complaint(.nothingToAdd, exit: .usage, remedy: .seeHelp, [.text("source")])
        }
        shell.say(.sourcesWithoutToken)
        for view in waiting {
            shell.console.message("  \(Printable.neutralise(view.row.name))\n")
        }
        guard waiting.count == 1 || shell.settings.ask != nil else {
            throw Complaint(.nameWhichSource, exit: .usage)
        }
        var row = first.row
        if waiting.count > 1 {
            let answer = await shell.settings.ask?(shell.text(.askSource) + " ") ?? ""
            let word = answer.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            row = try await shell.desk { try $0.source(word) }
        }
        return (row.market.rawValue, row.name, try await address(row, shell, invocation))
    }

    /// Where the token shall go: what the log names counts once a person here has agreed.
    private static func address(
        _ row: SourceRow?, _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> String? {
        if let typed = invocation.value("url") { return typed }
        guard let row else { return nil }
        if let held = try await shell.session().tokenAddresses()[row.name] { return held.url }
        guard let url = row.url else { return nil }
        guard let ask = shell.settings.ask else {
            throw Complaint(
                .addressUnconfirmed, [.text(row.name), .text(url)], exit: .refused,
                remedy: .confirmAddress, [.text(row.name), .text(url)])
        }
        let question = shell.text(
            .askAddress, .text(Printable.neutralise(row.name)), .text(Printable.neutralise(url)))
        guard let answer = await ask(question + " "), Shell.isYes(answer) else {
            throw Complaint(.notConfirmed, exit: .refused)
        }
        return url
    }

    private static func token(
        for name: String, _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> String {
        if let file = invocation.value("token-file") { return try PrivateFile.readSecret(file) }
        guard let askSecret = shell.settings.askSecret else {
            throw Complaint(
                .tokenNeeded, [.text(name)], exit: .credentials, remedy: .useTokenFile)
        }
        let answer = await askSecret(shell.text(.askToken, .text(Printable.neutralise(name))) + " ")
        let token = (answer ?? "").filter { !$0.isWhitespace }
        guard !token.isEmpty else {
            throw Complaint(
                .tokenNeeded, [.text(name)], exit: .credentials, remedy: .useTokenFile)
        }
        return token
    }

    private static func test(
        _ words: [Token], _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        if words.count > 1 { throw shell.tooManyWords(words[1], invocation.command) }
        let names: [String]
        if let word = words.first?.text {
            names = [try await shell.desk { try $0.source(word).name }]
        } else {
            names = try await shell.session().tokenAddresses().keys.sorted()
        }
        if names.isEmpty { shell.say(.noSources) }
        var checks: [SourceCheck] = []
        var worst = ExitCode.done
        for name in names {
            do {
                let check = try await shell.session().testSource(name)
                checks.append(check)
                if shell.wish(invocation) == nil {
                    shell.print(
                        shell.text(
                            .sourceWorks, .text(Printable.neutralise(check.name)),
                            .text(check.platform), .text(Printable.neutralise(check.account))))
                }
            } catch let error as SessionError {
                worst = shell.report(error, line: nil)
            }
        }
        if shell.wish(invocation) != nil { try shell.print(checks, .check, invocation) }
        return worst != .done && !checks.isEmpty ? .partly : worst
    }
}

extension RowShape where Row == SourceCheck {
    static let check = RowShape([
        .hidden("name") { row, _ in .text(row.name) },
        .hidden("platform") { row, _ in .text(row.platform) },
        .hidden("account") { row, _ in .text(row.account) },
        .hidden("was_known") { row, _ in .bool(row.wasKnown) },
    ])
}
