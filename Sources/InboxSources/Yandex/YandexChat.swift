import SkeinCRDT

/// What the list and a history's head tell of a chat.
struct YandexChat: Hashable, Sendable {
    let chat: SourceChat
    let lastMessage: WallTime

    /// Nil for what lacks what names it.
    init?(_ json: JSON) {
        guard let id = json["chatId"]?.integer, id > 0,
            let updated = Timestamp.iso8601(json["updatedAt"]?.text)
        else { return nil }
        chat = Self.chat(String(id), json["context"])
        lastMessage = updated
    }

    /// A chat about a return also names the order; a dispute is a chat of its own.
    static func chat(_ id: String, _ context: JSON?) -> SourceChat {
        let name = context?["customer"]?["name"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        return SourceChat(
            conversation: id, buyer: name.map(ForeignText.name),
            order: ForeignText.id(context?["orderId"]?.text),
            claim: ForeignText.id(context?["returnId"]?.text))
    }
}
