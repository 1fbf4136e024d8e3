import Inbox
import SkeinCRDT

/// `draft`: what has been begun and not sent.
enum DraftCommand {
    static let command = Command(
        "draft", russian: ["черновик", "черновики"], group: .work,
        synopsis: ["[target]", "[target] discard", "[target] share"],
        purpose: Bilingual(
            ru: "черновики чата, свои и коллег", en: "a chat's drafts, one's own and others'"),
        details: Bilingual(
            ru: """
                reply без текста продолжит свой. discard бросит свой черновик, share отдаст
                его коллегам (Ctrl-C в наборе делает это сам).
                """,
            en: """
                reply without a text goes on with one's own. discard gives it up, share gives it
                to colleagues (Ctrl-C while composing does so by itself).
                """),
        examples: ["draft", "черновик %2", "draft . discard"],
        operands: [.words(["discard", "share", "бросить", "отдать"]), .chats], changes: true
    ) { shell, invocation in
        var words = invocation.words
        let last = words.last?.text.lowercased() ?? ""
        let form =
            ["discard", "бросить"].contains(last)
            ? "discard" : ["share", "отдать"].contains(last) ? "share" : "show"
        if form != "show" { words.removeLast() }
        let chat = try await shell.target(words, invocation.command).entity
        if form == "show" {
            let rows = try await shell.desk { try $0.drafts(chat) }
            try shell.print(rows, .drafts, invocation)
            if rows.isEmpty, shell.wish(invocation) == nil { shell.say(.noDefinitions) }
            return .done
        }
        let change: @Sendable (InboxDesk) throws -> Void = { desk in
            if form == "discard" { return try desk.discardDraft(chat) }
            guard let own = try desk.drafts(chat).first(where: \.isMine) else { return }
            try desk.saveDraft(chat, own.text)
        }
        if invocation.has("dry-run") { return try await shell.rehearse(invocation, change) }
        try await shell.desk(change)
        shell.say(form == "discard" ? .draftDiscarded : .draftShared)
        return .done
    }
}

extension RowShape where Row == DraftRow {
    static let drafts = RowShape([
        .shown(
            "author", ru: "кто", en: "who", json: { row, _ in .text(row.author.login) },
            cell: { row, _ in .init("@" + Printable.neutralise(row.author.login), .bold) }),
        .shown(
            "written", ru: "когда", en: "when",
            json: { row, look in .text(look.time.machine(row.written)) },
            cell: { row, look in .init(look.time.short(row.written), .dim) }),
        .shown(
            "text", ru: "текст", en: "text", importance: 1, json: { row, _ in .text(row.text) },
            cell: { row, _ in .init(Printable.neutralise(row.text)) }),
        .hidden("local") { row, _ in .bool(row.isLocal) },
    ])
}
