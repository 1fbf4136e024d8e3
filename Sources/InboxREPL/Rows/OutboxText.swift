import Inbox
import SkeinCRDT

/// One reply in words.
enum OutboxText {
    static func lines(_ row: OutboxRow, _ look: Look) -> String {
        let language = look.language
        var heading = [
            row.short, ReplyWord.shown(row, look), row.chat.short,
            Printable.neutralise(row.chat.buyer ?? "—"), Printable.neutralise(row.source.name),
            look.time.exact(row.created),
        ]
        if let author = row.author { heading.append("@" + Printable.neutralise(author.login)) }
        var lines = [Paint.bold(heading.joined(separator: " · "), on: look.colour)]
        if row.attempt > 0 {
            lines.append(Catalogue.text(.attempts, [.number(row.attempt)], language))
        }
        if let reason = row.reason { lines.append(Printable.neutralise(reason, .block)) }
        if row.isUnsent { lines.append(Catalogue.text(.replyUnsent, [], language)) }
        if row.isPossibleDouble { lines.append(Catalogue.text(.replyDouble, [], language)) }
        if row.state == .unknown {
            lines.append(Catalogue.text(.howToDecide, [.text(row.short)], language))
        }
        lines.append(
            row.text.map { Printable.neutralise($0, .block) }
                ?? Catalogue.text(.textMissing, [], language))
        return lines.joined(separator: "\n")
    }
}
