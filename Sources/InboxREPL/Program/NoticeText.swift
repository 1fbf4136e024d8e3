import Inbox
import SkeinWire

/// Notices in words; all foreign text in them is made harmless.
struct NoticeText: Sendable {
    let language: Language

    /// Enough of an id to be typed; the shortest unique prefix would need the store.
    static let idLength = 6
    /// Longer texts are cut: the chat itself shows all of it.
    static let textWidthMax = 60

    func line(_ notice: Notice) -> String {
        switch notice {
        case .message(let source, let chat, let buyer, let text):
            words(.noticeMessage, source, Self.name(chat), buyer, cut(text))
        case .changed(let chat, let person, let action):
            words(.noticeChanged, Self.name(chat), person, cut(action))
        case .sent(let reply, let chat):
            words(.noticeSent, Self.name(reply), Self.name(chat))
        case .rejected(let reply, let chat, let reason):
            words(.noticeRejected, Self.name(reply), Self.name(chat), cut(reason))
        case .needsDecision(let reply, let chat):
            words(.noticeDecide, Self.name(reply), Self.name(chat))
        case .conflict(let chat): words(.noticeConflict, Self.name(chat))
        case .joined(let login): words(.noticeJoined, login)
        case .connected: words(.noticeConnected)
        case .disconnected(let detail): words(.noticeDisconnected, cut(detail))
        case .sourceStopped(let source, let reason):
            words(.noticeSourceStopped, source, cut(reason))
        case .tokenEnds(let source, let days):
            Catalogue.text(
                .noticeTokenEnds, [.text(Printable.neutralise(source)), .number(days)], language)
        case .updateNeeded(let detail): words(.updateNeeded, detail)
        case .alarm(let detail): words(.noticeAlarm, detail)
        }
    }

    private static func name(_ entity: EntityID) -> String {
        String(ShortID.text(of: entity).prefix(idLength))
    }

    private func words(_ message: Message, _ texts: String...) -> String {
        Catalogue.text(message, texts.map { .text(Printable.neutralise($0)) }, language)
    }

    private func cut(_ text: String) -> String {
        DisplayWidth.truncate(Printable.neutralise(text), to: Self.textWidthMax)
    }
}
