import Inbox
import SkeinCRDT

/// A whole chat in words: a heading, then messages, notes and replies in the order of time.
struct ChatText {
    let detail: ChatDetail
    let look: Look

    /// One line of the conversation, sorted by time; ties keep messages before notes and replies.
    private struct Entry {
        var time: WallTime
        var rank: Int
        var text: String
    }

    /// - Parameter last: how many of the newest lines; nil for all of them.
    func lines(last: Int?) -> [String] {
        let entries = (messages + notes + replies).sorted {
            ($0.time, $0.rank) < ($1.time, $1.rank)
        }
        let shown = last.map { entries.suffix($0) } ?? entries[...]
        let hidden = entries.count - shown.count
        var lines = [heading]
        if hidden > 0 { lines.append(paint(.dim, text(.earlierHidden, .number(hidden)))) }
        lines += shown.map(\.text)
        lines += detail.drafts.map { draft in
            let who = Printable.neutralise(draft.author.login)
            return "✍ \(clock(draft.written))  "
                + paint(.note, text(.draftOf, .text(who), .text(body(draft.text))))
        }
        lines += detail.conflicts.map { conflict in
            paint(
                .warning,
                text(
                    .conflictLine, .text(FieldWord.shown(conflict.field, look.language)),
                    .text(
                        conflict.candidates.map {
                            FieldWord.value($0.value, of: conflict.field, look.language)
                        }.joined(separator: " / "))))
        }
        return lines
    }

    private var heading: String {
        let chat = detail.chat
        var parts = [
            chat.short, Printable.neutralise(chat.source.name),
            Printable.neutralise(chat.buyer ?? "—"), StatusWord.shown(chat.status, look.language),
            chat.assignee.map { "@" + Printable.neutralise($0.login) } ?? text(.nobody),
        ]
        if let order = chat.order { parts.append(Printable.neutralise(order)) }
        parts += chat.tags.map { "+" + Printable.neutralise($0) }
        if chat.isReopened { parts.append(text(.reopenedMark)) }
        return paint(.bold, parts.joined(separator: " · "))
    }

    private var messages: [Entry] {
        detail.messages.map { row in
            let who =
                switch row.from {
                case .buyer: Printable.neutralise(detail.chat.buyer ?? text(.buyerWord))
                case .seller: text(.sellerWord)
                case .platform: text(.platformWord)
                }
            let files = row.attachments.map { " [\(Printable.neutralise($0))]" }.joined()
            let sign = row.isUnread ? "•" : " "
            return Entry(
                time: row.sent, rank: 0,
                text: "\(sign) \(clock(row.sent))  \(paint(.bold, who)): \(body(row.text))\(files)")
        }
    }

    private var notes: [Entry] {
        detail.notes.map { row in
            let who = row.author.map { "@" + Printable.neutralise($0.login) } ?? "—"
            return Entry(
                time: row.written, rank: 1,
                text: "✎ \(clock(row.written))  "
                    + paint(.note, "\(text(.noteWord)) \(who): \(body(row.text))"))
        }
    }

    /// Sent replies stand among the messages already, where the platform shows them.
    private var replies: [Entry] {
        detail.replies.filter { $0.state != .sent && $0.state != .cancelled }.map { row in
            let state = ReplyWord.shown(row, look)
            let reason = row.reason.map { " (\(Printable.neutralise($0)))" } ?? ""
            let line = "\(row.short) \(state)\(reason): \(body(row.text))"
            return Entry(
                time: row.created, rank: 2,
                text: "↑ \(clock(row.created))  "
                    + (ReplyWord.paint(row.state).map { paint($0, line) } ?? line))
        }
    }

    private func clock(_ time: WallTime) -> String { paint(.dim, look.time.short(time)) }

    /// Further lines of a text stand below its first one, indented, so that none looks like a
    /// line of the program.
    private func body(_ text: String?) -> String {
        guard let text else { return self.text(.textMissing) }
        return Printable.neutralise(text, .block)
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
    }

    private func paint(_ paint: Paint, _ text: String) -> String { paint(text, on: look.colour) }

    private func text(_ message: Message, _ arguments: MessageArgument...) -> String {
        Catalogue.text(message, arguments, look.language)
    }
}
