import SkeinCRDT

/// One message of a chat's history.
struct YandexMessage: Hashable, Sendable {
    let message: SourceMessage

    /// Nil for what lacks what names it.
    init?(_ json: JSON, conversation: String) {
        guard let id = json["messageId"]?.integer, id > 0,
            let sent = Timestamp.iso8601(json["createdAt"]?.text)
        else { return nil }
        let sender = json["sender"]?.text
        let author = Self.author(sender)
        let files = (json["payload"]?.items ?? []).map { $0["name"]?.text ?? "file" }
        message = SourceMessage(
            conversation: conversation, id: String(id), author: author, sent: sent,
            text: json["message"]?.text.flatMap { $0.isEmpty ? nil : ForeignText.text($0) },
            origin: sender.map(ForeignText.name),
            // What was typed in the cabinet looks the same.
            mayBeOurs: author == .seller,
            attachments: files.prefix(ForeignText.attachmentsMax).map(ForeignText.name))
    }

    /// The last two names were met by others, outside the document. Those unknown are shown as the
    /// platform: neither a buyer who waits nor an answer given.
    private static func author(_ sender: String?) -> SourceMessage.Author {
        switch sender {
        case "CUSTOMER", "BUYER", "USER": .buyer
        case "PARTNER": .seller
        default: .platform
        }
    }
}
