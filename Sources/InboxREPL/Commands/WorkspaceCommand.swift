import Foundation

/// `workspace`: found one, invite into it, join one, show it.
enum WorkspaceCommand {
    private static let forms = [
        SubcommandWord("show", "показать"), SubcommandWord("create", "создать"),
        SubcommandWord("invite", "пригласить"), SubcommandWord("join", "присоединиться", "войти"),
    ]

    static let command = Command(
        "workspace", russian: ["пространство"], short: ["ws"], group: .synchronise,
        synopsis: [
            "[show]", "create --relay URL --as LOGIN [--name NAME]",
            "invite [--role ROLE] [--out FILE]", "join --invite-file FILE --as LOGIN [--name NAME]",
        ],
        purpose: Bilingual(
            ru: "рабочее пространство: создать, пригласить, присоединиться",
            en: "the workspace: create one, invite, join"),
        details: Bilingual(
            ru: """
                join ждёт, пока устройство владельца примет заявку; прерванное ожидание
                продолжит та же команда. Роли: observer, operator, sender, owner.
                """,
            en: """
                join waits until an owner's device accepts; the same command goes on waiting
                after an interruption. Roles: observer, operator, sender, owner.
                """),
        examples: [
            "workspace create --relay http://127.0.0.1:8080 --as anna --name Анна",
            "workspace invite --role sender --out petr.invite",
            "workspace join --invite-file petr.invite --as petr",
        ],
        flags: [
            Flag("relay", .value("URL"), ru: "адрес реле", en: "the relay's address"),
            Flag("as", .value("LOGIN"), ru: "логин без пробелов", en: "a login without blanks"),
            Flag("name", .value("NAME"), ru: "имя для коллег", en: "the name colleagues see"),
            Flag(
                "role", .value("ROLE"), values: .words(MemberRole.allCases.map(\.rawValue)),
                ru: "роль (sender)", en: "the role (sender)"),
            Flag(
                "out", .value("FILE"), values: .file, ru: "записать приглашение в файл",
                en: "into a file"),
            Flag(
                "invite-file", .value("FILE"), values: .file, ru: "файл приглашения",
                en: "the invitation's file"),
        ], forms: forms
    ) { shell, invocation in
        var words = invocation.words
        let form = try SubcommandWord.take(from: &words, of: forms, command: "workspace")
        if let word = words.first { throw shell.tooManyWords(word, invocation.command) }
        let session = try await shell.session()
        switch form {
        case "create": return try await create(session, shell, invocation)
        case "invite": return try await invite(session, shell, invocation)
        case "join": return try await join(session, shell, invocation)
        default:
            guard let facts = try await session.workspace() else { throw SessionError.noWorkspace }
            return try tell(facts, shell, invocation)
        }
    }

    private static func create(
        _ session: any Session, _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        let facts = try await session.createWorkspace(
            relay: try invocation.required("relay"), login: try invocation.required("as"),
            name: invocation.value("name"))
        return try tell(facts, shell, invocation)
    }

    private static func invite(
        _ session: any Session, _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        var role = MemberRole.sender
        if let token = invocation.valueToken("role") {
            guard let named = MemberRole(rawValue: token.text) else {
                let roles = MemberRole.allCases.map(\.rawValue).joined(separator: ", ")
                throw Complaint(
                    .unknownRole, [.text(token.text), .text(roles)], exit: .usage, at: token.place)
            }
            role = named
        }
        let invitation = try await session.invite(role: role)
        if let file = invocation.value("out") {
            try PrivateFile.write(invitation.line + "\n", to: file)
            shell.say(.inviteWritten, .text(file))
        } else {
            shell.print(invitation.line)
        }
        shell.say(.inviteExpires, .text(shell.look.time.short(invitation.expires)))
        return .done
    }

    private static func join(
        _ session: any Session, _ shell: isolated Shell, _ invocation: Invocation
    ) async throws -> ExitCode {
        let invitation = try Shell.readText(try invocation.required("invite-file"))
        let progress = ProgressLine(shell)
        let facts = try await session.join(
            invitation: invitation, login: try invocation.required("as"),
            name: invocation.value("name")
        ) { step in
            // The code is to be compared with the owner's screen, so it must stay visible.
            if case .admitted = step {
                progress.clear()
                shell.console.message(shell.words(step) + "\n")
            } else {
                progress.show(shell.words(step))
            }
        }
        progress.clear()
        return try tell(facts, shell, invocation)
    }

    private static func tell(
        _ facts: WorkspaceFacts, _ shell: isolated Shell, _ invocation: Invocation
    ) throws -> ExitCode {
        if try shell.printForMachines(facts, .workspace, invocation) { return .done }
        shell.print(
            shell.text(
                .workspaceLine, .text(String(facts.id.prefix(8))), .text(facts.relay),
                .text(facts.login), .text(facts.role.rawValue), .number(facts.deviceNumber)))
        return .done
    }
}

extension RowShape where Row == WorkspaceFacts {
    static let workspace = RowShape([
        .hidden("id") { row, _ in .text(row.id) },
        .hidden("relay") { row, _ in .text(row.relay) },
        .hidden("login") { row, _ in .text(row.login) },
        .hidden("name") { row, _ in .optional(row.name) },
        .hidden("role") { row, _ in .text(row.role.rawValue) },
        .hidden("device") { row, _ in .number(row.deviceNumber) },
    ])
}
