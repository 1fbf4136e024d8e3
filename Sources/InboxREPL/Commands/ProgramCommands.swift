/// Commands about the program itself: `doctor`, `help`, `version`, `quit`.
enum ProgramCommands {
    static let all = [doctor, help, version, quit, complete]

    static let doctor = Command(
        "doctor", russian: ["доктор", "диагноз"], group: .program,
        purpose: Bilingual(
            ru: "проверить хранилище, реле, часы и источники; по совету на строку",
            en: "check store, relay, clocks and sources; one remedy a line"),
        details: Bilingual(
            ru: """
                --rebuild собирает повреждённое хранилище заново с реле. Непереданное
                возвращается; повреждённый файл сохраняется рядом. Теряется то, что знало
                только это устройство: площадки перечитываются с начала, отмена забыта.
                """,
            en: """
                --rebuild makes a damaged store anew from the relay. What was not pushed is
                taken back; the damaged file is kept beside it. Lost is what this device
                alone knew: platforms are read from their beginning, undo is forgotten.
                """),
        examples: ["doctor", "doctor --json", "doctor --rebuild"],
        flags: [
            Flag("rebuild", ru: "собрать повреждённое заново", en: "rebuild a damaged store")
        ]
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        if invocation.has("rebuild") { return try await rebuild(shell, invocation) }
        let isForMachines = shell.wish(invocation) != nil
        let look = isForMachines ? shell.look.english : shell.look
        let (findings, exit) = try await examine(shell, look)
        if isForMachines {
            try shell.print(findings, .findings, invocation)
        } else {
            findings.forEach { shell.print($0.line(look)) }
        }
        return exit
    }

    private static func rebuild(
        _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        guard let rebuild = shell.settings.rebuild else { throw SessionError.storeIsSound }
        // Whoever has it open stands in the way, and would go on with the old one.
        await shell.close()
        let facts = try await rebuild()
        if try !shell.printForMachines(facts, .rebuild, invocation) {
            if facts.isComplete {
                shell.print(
                    shell.text(
                        .doctorRebuilt, .number(Int(clamping: facts.entries)),
                        .number(facts.unsent)))
            } else {
                shell.print(shell.text(.doctorRebuildGoesOn))
            }
            if let kept = facts.kept { shell.print(shell.text(.doctorKept, .text(kept))) }
        }
        if let problem = facts.problem { throw problem }
        return facts.isComplete ? .done : .failed
    }

    /// A store that cannot be looked into is a finding like others: it has its line and remedy.
    private static func examine(
        _ shell: isolated Shell, _ look: Look
    ) async throws -> ([Diagnosis.Finding], ExitCode) {
        do {
            let findings = Diagnosis.findings(try await shell.session().doctor(), look)
            return (findings, findings.contains { $0.grade == .bad } ? .failed : .done)
        } catch let error as CancellationError {
            throw error
        } catch {
            let complaint = Complaint.of(error, look)
            return (Diagnosis.findings(storeFailure: complaint), complaint.exit)
        }
    }

    static let help = Command(
        "help", russian: ["помощь", "справка"], short: ["?"], group: .program,
        synopsis: ["[command | topic]"],
        purpose: Bilingual(ru: "справка", en: "help"),
        details: Bilingual(
            ru: "Темы: query, exit-codes, environment, json, keys.",
            en: "Topics: query, exit-codes, environment, json, keys."),
        examples: ["help", "help reply", "help exit-codes"], operands: [.helpTopic], pages: true
    ) { shell, invocation in
        if invocation.words.count > 1 {
            throw shell.tooManyWords(invocation.words[1], invocation.command)
        }
        let language = shell.settings.language
        guard let word = invocation.words.first else {
            shell.print(HelpText.overview(shell.table, language))
            return .done
        }
        if let topic = HelpTopic(word: word.text) {
            shell.print(topic.text[language])
        } else if let command = shell.table.command(named: word.text) {
            shell.print(HelpText.of(command, language))
        } else {
            let known = shell.table.allNames + HelpTopic.allCases.map(\.rawValue)
            let near = Suggestion.nearest(to: word.text, among: known)
            throw Complaint(
                .noHelp, [.text(word.text)], exit: .usage, at: word.place,
                remedy: near == nil ? .seeCommands : .didYouMean, near.map { [.text($0)] } ?? [])
        }
        return .done
    }

    static let version = Command(
        "version", russian: ["версия"], group: .program,
        purpose: Bilingual(ru: "версия программы", en: "the program's version")
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        let fact = VersionFact.program
        if try !shell.printForMachines(fact, .version, invocation) {
            shell.print("\(fact.name) \(fact.version)")
        }
        return .done
    }

    /// Asked by the completions of the operating system's shells: the same engine as Tab.
    static let complete = Command(
        "complete", russian: ["дополнить"], group: .program, synopsis: ["LINE"],
        purpose: Bilingual(
            ru: "чем можно продолжить строку", en: "what a line can be continued with"),
        isHidden: true
    ) { shell, invocation in
        let line = invocation.words.first?.text ?? ""
        let found = await shell.complete(line, cursor: line.count)
        for candidate in found.candidates {
            shell.print("\(Printable.neutralise(candidate.text))\t\(candidate.description)")
        }
        return .done
    }

    static let quit = Command(
        "quit", russian: ["выход", "выйти"], short: ["exit", "q"], group: .program,
        purpose: Bilingual(ru: "выйти", en: "leave")
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        shell.leave()
        return .done
    }
}

extension RowShape where Row == VersionFact {
    static let version = RowShape([
        .hidden("name") { row, _ in .text(row.name) },
        .hidden("version") { row, _ in .text(row.version) },
    ])
}

extension RowShape where Row == RebuildFacts {
    static let rebuild = RowShape([
        .hidden("kept") { row, _ in row.kept.map { .text($0) } ?? .null },
        .hidden("complete") { row, _ in .bool(row.isComplete) },
        .hidden("entries") { row, _ in .number(Int(clamping: row.entries)) },
        .hidden("unsent") { row, _ in .number(row.unsent) },
    ])
}
