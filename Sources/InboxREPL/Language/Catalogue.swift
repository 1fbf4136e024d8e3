/// The words of all messages, in both languages. A test proves that every message is in here,
/// with the same places in both.
package enum Catalogue {
    /// `message` in words; the message's own name should its words be missing.
    package static func text(
        _ message: Message, _ arguments: [MessageArgument], _ language: Language
    ) -> String {
        guard let template = texts[message] else { return message.rawValue }
        return Template.fill(template[language], arguments, language)
    }

    package static let texts: [Message: Bilingual] = {
        let parts = [
            languageTexts, targetsTexts, workTexts, actionsTexts, triageTexts, contactTexts,
            syncTexts,
            programTexts,
        ]
        return parts.reduce(into: [:]) { all, part in
            all.merge(part) { first, _ in first }
        }
    }()
}
