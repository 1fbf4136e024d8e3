package import Inbox
import SkeinCRDT

/// The words for the states of a reply.
package enum ReplyWord {
    /// The state, with the time left of a hold and a mark for a possible double.
    package static func shown(_ row: OutboxRow, _ look: Look) -> String {
        var words = shown(row.state, look.language)
        if row.state == .held, let until = row.notBefore, until > look.time.now {
            words += " " + look.time.span(until - look.time.now)
        }
        if row.isUnsent { words += " ⇡" }
        if row.isPossibleDouble { words += " ×2?" }
        return words
    }

    package static func shown(_ state: OutboxRow.State, _ language: Language) -> String {
        switch (state, language) {
        case (.unknown, .ru): "неизвестно"
        case (.held, .ru): "ждёт"
        case (.queued, .ru): "в очереди"
        case (.claimed, .ru): "готовится"
        case (.inflight, .ru): "отправляется"
        case (.sent, .ru): "отправлен"
        case (.rejected, .ru): "отвергнут"
        case (.cancelled, .ru): "отменён"
        case (.dropped, .ru): "брошен"
        case (_, .en): state.rawValue
        }
    }

    package static func paint(_ state: OutboxRow.State) -> Paint? {
        switch state {
        case .unknown, .rejected: .alarm
        case .held: .warning
        case .sent: .good
        case .cancelled, .dropped: .dim
        case .queued, .claimed, .inflight: nil
        }
    }

    package static func decision(_ word: String) -> ReplyDecision? {
        switch word.lowercased() {
        case "sent", "ушло", "отправлено": .sent
        case "again", "снова", "ещё", "еще": .again
        case "drop", "бросить", "забыть": .drop
        default: nil
        }
    }
}
