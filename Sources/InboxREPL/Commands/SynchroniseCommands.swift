import Inbox
import SkeinCRDT

/// Commands that reach out: `sync`, `online`, `offline`, `workspace`, `source`.
enum SynchroniseCommands {
    static let all = [sync, online, offline, WorkspaceCommand.command, SourceCommand.command]

    static let sync = Command(
        "sync", russian: ["обмен", "синхр"], group: .synchronise, synopsis: ["[--once | --wait]"],
        purpose: Bilingual(
            ru: "передать своё, принять чужое, опросить площадки, отправить ответы",
            en: "push, pull, poll the platforms, deliver replies"),
        details: Bilingual(
            ru: """
                --once делает всё, что можно сделать сейчас, и не ждёт ни выдержки ответа, ни
                карантина. --wait ждёт исхода всех ответов.
                """,
            en: """
                --once does all that can be done now and waits neither for a hold nor for a
                quarantine to end. --wait waits for the outcome of every reply.
                """),
        examples: ["sync", "sync --wait", "sync --json"],
        flags: [
            Flag("once", ru: "один раз, без ожидания (по умолчанию)", en: "once (the default)"),
            Flag("wait", ru: "ждать исхода ответов", en: "wait for the outcome of the replies"),
        ]
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        let session = try await shell.session()
        let progress = ProgressLine(shell)
        let report =
            invocation.has("wait")
            ? try await session.syncUntilSettled { progress.show(shell.words($0)) }
            : try await session.syncOnce { progress.show(shell.words($0)) }
        progress.clear()
        if try !shell.printForMachines(report, .syncReport, invocation) {
            SyncText.lines(report, shell.look).forEach { shell.print($0) }
            SyncText.advice(report, shell.look).forEach { shell.console.message($0 + "\n") }
        }
        return exit(of: report, waited: invocation.has("wait"))
    }

    static let online = Command(
        "online", russian: ["онлайн", "сеть"], group: .synchronise,
        purpose: Bilingual(ru: "включить сеть", en: "use the network again")
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        try await shell.session().setOnline(true)
        shell.say(.nowOnline)
        return .done
    }

    static let offline = Command(
        "offline", russian: ["офлайн", "оффлайн"], group: .synchronise,
        purpose: Bilingual(
            ru: "выключить сеть и работать дальше", en: "leave the network and go on working"),
        details: Bilingual(
            ru: "Всё сделанное хранится здесь и уйдёт после online.",
            en: "All you do is kept here and goes out after online.")
    ) { shell, invocation in
        try shell.requireNoWords(invocation)
        try await shell.session().setOnline(false)
        shell.say(.nowOffline)
        return .done
    }

    private static func exit(of report: SyncReport, waited: Bool) -> ExitCode {
        switch report.relay {
        case .unreachable, .notARelay: return .failed
        case .stopped(let error): return Complaint.of(error).exit
        case .offline: return .refused
        case .reached: break
        }
        if report.sources.contains(where: { $0.problem != nil || $0.failed > 0 }) { return .partly }
        return waited && report.undecided > 0 ? .needsDecision : .done
    }
}
