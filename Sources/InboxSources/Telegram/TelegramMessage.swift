import SkeinCRDT

/// A `Message` of the Bot API, as far as an inbox needs it.
struct TelegramMessage: Hashable, Sendable {
    let message: SourceMessage
    let chat: SourceChat

    /// Nil for what lacks what names it; message id 0 is one that is scheduled and cannot be used.
    init?(_ json: JSON) {
        guard let chatID = json["chat"]?["id"]?.integer, let id = json["message_id"]?.integer,
            id != 0, let date = json["date"]?.integer, (0...1 << 40).contains(date)
        else { return nil }
        let isTopic = json["is_topic_message"]?.flag == true
        let conversation = TelegramConversation(
            chat: chatID, topic: isTopic ? json["message_thread_id"]?.integer : nil)
        let isBot = json["from"]?["is_bot"]?.flag == true
        let text = json["text"]?.text ?? json["caption"]?.text
        message = SourceMessage(
            conversation: conversation.name, id: String(id), author: isBot ? .seller : .buyer,
            sent: WallTime(milliseconds: date * 1000),
            text: text.flatMap { $0.isEmpty ? nil : ForeignText.text($0) },
            origin: isBot ? "bot" : nil, mayBeOurs: isBot, attachments: Self.attachments(json))
        chat = SourceChat(conversation: conversation.name, buyer: Self.name(json))
    }

    private static func name(_ json: JSON) -> String? {
        let chat = json["chat"]
        let names = [chat?["first_name"]?.text, chat?["last_name"]?.text].compactMap { $0 }
        let full = names.filter { !$0.isEmpty }.joined(separator: " ")
        let name = full.isEmpty ? chat?["title"]?.text ?? chat?["username"]?.text : full
        return name.map(ForeignText.name)
    }

    /// Kinds of content besides text; those not known to this build are named `other`.
    private static func attachments(_ json: JSON) -> [String] {
        let kinds = [
            "photo", "document", "video", "voice", "video_note", "sticker", "animation", "audio",
            "contact", "location", "poll",
        ]
        let found = kinds.filter { json[$0] != nil }
        let names = found.map { kind in
            (json[kind]?["file_name"]?.text ?? json[kind]?["emoji"]?.text).map(ForeignText.name)
                ?? kind
        }
        let hasContent = !names.isEmpty || json["text"] != nil
        return hasContent ? names : ["other"]
    }
}
