import Foundation

/// What is probably not meant to reach a buyer. Each has a name by which it can be allowed.
package enum ReplyCheck: String, CaseIterable, Codable, Sendable {
    /// `{name}` that nothing was put in place of.
    case variable
    /// Speaks of an attachment; there is none.
    case attachment
    /// A link, an address or a telephone number where the platform forbids contacts.
    case contact
    /// Word for word what was said last.
    case repeated

    /// - Parameter before: the shop's last own message or reply under way.
    package static func findings(
        _ text: String, _ market: Market, before: String?
    ) -> [ReplyCheck] {
        var findings: [ReplyCheck] = []
        if text.contains(/\{[\p{L}_][\p{L}\p{N}_]*(\|[^}]*)?\}/) { findings.append(.variable) }
        let folded = SearchText.normalise(text)
        if attachmentWords.contains(where: folded.contains) { findings.append(.attachment) }
        if market == .wildberries || market == .ozon, hasContact(folded) {
            findings.append(.contact)
        }
        if let before, SearchText.normalise(before) == folded { findings.append(.repeated) }
        return findings
    }

    private static let attachmentWords = [
        "прикрепил", "прикрепля", "во вложении", "attached",
    ]

    /// A long number alone is an order's as a rule; a telephone's begins with +7 or 8 (…).
    private static func hasContact(_ folded: String) -> Bool {
        folded.contains(/https?:\/\/|www\.|\bt\.me\/|\bwa\.me\//)
            || folded.contains(/[\p{L}\d._-]+@[\p{L}\d-]+\.\p{L}{2,}/)
            || folded.contains(/(\+7|\b8)[\s(-]+\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b/)
            || folded.contains(/\+7\d{10}\b/)
    }
}

extension InboxDesk {
    /// What speaks against sending this text into this chat.
    package func checks(_ chat: ChatRow, _ text: String) throws -> [ReplyCheck] {
        let detail = try peek(chat.entity)
        let said = detail.messages.last { $0.from == .seller }.map { ($0.sent, $0.text) }
        let queued = detail.replies.last { $0.state.isOpen }.map { ($0.created, $0.text) }
        let before = [said, queued].compactMap { $0 }.max { $0.0 < $1.0 }?.1
        return ReplyCheck.findings(text, chat.market, before: before)
    }
}
