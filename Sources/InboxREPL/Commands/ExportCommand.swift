import Foundation
import Inbox
import SkeinCRDT

/// `export`: whole conversations for other programs and for people.
enum ExportCommand {
    enum Format: String, CaseIterable { case jsonl, csv, md }

    static let command = Command(
        "export", russian: ["выгрузить", "экспорт"], group: .look,
        synopsis: ["[query] [--format FORMAT] [-o FILE] [--redact]"],
        purpose: Bilingual(
            ru: "выгрузить чаты с сообщениями, заметками и ответами",
            en: "write out chats with messages, notes and replies"),
        details: Bilingual(
            ru: """
                --redact заменяет слова, имена и номера: одинаковые — одинаково, и только в этой
                выгрузке; времена, порядок и статусы остаются.
                """,
            en: """
                --redact replaces words, names and numbers, equal ones alike and in this file
                alone; times, order and statuses stay.
                """),
        examples: [
            "export status:closed -o chats.jsonl", "выгрузить tag:брак --format md",
            "export --format csv --redact",
        ],
        flags: [
            Flag(
                "format", .value("FORMAT"), values: .words(Format.allCases.map(\.rawValue)),
                ru: "jsonl, csv или md", en: "jsonl, csv or md"),
            Flag(
                "output", short: "o", .value("FILE"), values: .file, ru: "в файл с правами 0600",
                en: "into a file, mode 0600"),
            Flag("redact", ru: "без чужих слов и имён", en: "without people's words and names"),
        ], operands: [.query]
    ) { shell, invocation in
        let name = invocation.value("format") ?? Format.jsonl.rawValue
        guard let format = Format(rawValue: name.lowercased()) else {
            throw Complaint(
                .unknownKey,
                [.text(name), .text(Format.allCases.map(\.rawValue).joined(separator: ", "))],
                exit: .usage, at: invocation.valueToken("format")?.place ?? .none)
        }
        let chats = try await shell.find(
            invocation.query, sort: ChatSort(.created), limit: nil
        ).rows.map(\.entity)
        var redaction = invocation.has("redact") ? Redaction() : nil
        var lines = format == .csv ? [csvKeys.joined(separator: ",")] : []
        for chat in chats {
            try Task.checkCancellation()
            var detail = try await shell.desk { try $0.peek(chat) }
            redaction?.apply(to: &detail)
            lines += Self.lines(detail, format, shell.look)
        }
        guard let file = invocation.value("output") else {
            lines.forEach { shell.print($0) }
            return .done
        }
        try PrivateFile.write(lines.map { $0 + "\n" }.joined(), to: file)
        shell.say(.exported, .number(chats.count), .text(file))
        return .done
    }

    private static let csvKeys = [
        "chat", "source", "buyer", "order", "status", "sent", "from", "text",
    ]

    private static func lines(_ detail: ChatDetail, _ format: Format, _ look: Look) -> [String] {
        switch format {
        case .jsonl: return [RowShape<ChatDetail>.details.json(detail, look).line]
        case .csv:
            return detail.messages.map { message in
                let chat = detail.chat
                return Records.csv([
                    .text(chat.id), .text(chat.source.name), .optional(chat.buyer),
                    .optional(chat.order), .text(chat.status.rawValue),
                    .text(look.time.machine(message.sent)), .text(message.from.rawValue),
                    .optional(message.text),
                ])
            }
        case .md: return markdown(detail, look)
        }
    }

    private static func markdown(_ detail: ChatDetail, _ look: Look) -> [String] {
        let chat = detail.chat
        let facts = [chat.source.name, chat.status.rawValue, chat.order ?? ""] + chat.tags
        var lines = [
            "## \(escaped(chat.buyer ?? "—")) (\(chat.id))", "",
            escaped(facts.filter { !$0.isEmpty }.joined(separator: " · ")), "",
        ]
        lines += detail.messages.map { message in
            let text = escaped(message.text ?? "")
            return "- \(look.time.exact(message.sent)) **\(message.from.rawValue)**: \(text)"
        }
        lines += detail.notes.map { note in
            "- \(look.time.exact(note.written)) *\(escaped(note.author?.login ?? "—"))*: "
                + escaped(note.text ?? "")
        }
        return lines + [""]
    }

    /// On one line, and nothing in it is a mark of Markdown or HTML.
    private static func escaped(_ text: String) -> String {
        Printable.neutralise(text).map { character in
            "\\`*_{}[]<>#|".contains(character) ? "\\\(character)" : String(character)
        }.joined()
    }
}

/// Puts other words in place of what people wrote: equal ones for equal ones, in one export alone.
struct Redaction {
    private var wordByWord: [String: String] = [:]

    mutating func apply(to detail: inout ChatDetail) {
        detail.chat.buyer = detail.chat.buyer.map { text($0) }
        detail.chat.order = detail.chat.order.map { text($0) }
        detail.chat.product = detail.chat.product.map { text($0) }
        if var last = detail.chat.last {
            last.text = last.text.map { text($0) }
            detail.chat.last = last
        }
        for place in detail.messages.indices {
            detail.messages[place].text = detail.messages[place].text.map { text($0) }
            detail.messages[place].attachments = detail.messages[place].attachments.map { text($0) }
        }
        for place in detail.notes.indices {
            detail.notes[place].text = detail.notes[place].text.map { text($0) }
        }
        for place in detail.replies.indices {
            detail.replies[place].text = detail.replies[place].text.map { text($0) }
            detail.replies[place].chat.buyer = detail.replies[place].chat.buyer.map { text($0) }
        }
        for place in detail.drafts.indices {
            detail.drafts[place].text = text(detail.drafts[place].text)
        }
        detail.conflicts = []
    }

    /// Words become numbers in the order in which they appear; marks and blanks stay.
    mutating func text(_ text: String) -> String {
        var result = ""
        var word = ""
        for character in text + "\n" {
            if character.isLetter || character.isNumber {
                word.append(character)
                continue
            }
            if !word.isEmpty { result += other(word) }
            word = ""
            result.append(character)
        }
        return String(result.dropLast())
    }

    private mutating func other(_ word: String) -> String {
        let folded = word.lowercased()
        if let known = wordByWord[folded] { return known }
        let new = "w\(wordByWord.count + 1)"
        wordByWord[folded] = new
        return new
    }
}
