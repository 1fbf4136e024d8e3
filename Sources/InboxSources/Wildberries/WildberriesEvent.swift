import SkeinCRDT

/// One entry of the event feed.
struct WildberriesEvent: Hashable, Sendable {
    let chatID: String
    let message: SourceMessage
    let chat: SourceChat

    /// Nil for what is no message, or lacks what names it.
    init?(_ json: JSON) {
        guard let chatID = ForeignText.id(json["chatID"]?.text),
            let eventID = ForeignText.id(json["eventID"]?.text),
            let stamp = json["addTimestamp"]?.integer, stamp > 0,
            json["eventType"]?.text ?? "message" == "message"
        else { return nil }
        let source = json["source"]?.text.map(ForeignText.name)
        let content = json["message"]
        let author = Self.author(json["sender"]?.text)
        self.chatID = chatID
        message = SourceMessage(
            conversation: chatID, id: eventID, author: author,
            sent: WallTime(milliseconds: stamp),
            text: content?["text"]?.text.flatMap { $0.isEmpty ? nil : ForeignText.text($0) },
            origin: source,
            // An unknown origin may be ours; those typed on the site or in an app are not.
            mayBeOurs: author == .seller && [nil, WildberriesAdapter.ownOrigin].contains(source),
            attachments: Self.attachments(content?["attachments"]))
        chat = Self.chat(chatID, json)
    }

    /// Unknown senders are shown as the platform: neither a buyer who waits nor an answer given.
    private static func author(_ sender: String?) -> SourceMessage.Author {
        #if PLANTED_BUGS
            if planted(.ownEchoAsForeign) { return .buyer }
        #endif
        return switch sender {
        case "client": .buyer
        case "seller": .seller
        default: .platform
        }
    }

    private static func attachments(_ json: JSON?) -> [String] {
        let images = (json?["images"]?.items ?? []).map { _ in "image" }
        let files = (json?["files"]?.items ?? []).map { $0["name"]?.text ?? "file" }
        return (images + files).prefix(ForeignText.attachmentsMax).map(ForeignText.name)
    }

    private static func chat(_ chatID: String, _ json: JSON) -> SourceChat {
        let card = json["message"]?["attachments"]?["goodCard"]
        let buyer = json["clientName"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        return SourceChat(
            conversation: chatID, buyer: buyer.map(ForeignText.name),
            order: ForeignText.id(card?["rid"]?.text), product: ForeignText.id(card?["nmID"]?.text))
    }
}
