/// One entry of the list of chats, in the nested form of v3 or the flat one of v2.
struct OzonChat: Hashable, Sendable {
    /// Nil for what needs no reading: no message yet, or a chat that is with no buyer.
    let head: ChatHead?

    /// Nil for what cannot be read.
    init?(_ json: JSON) {
        let chat = json["chat"] ?? json
        guard let id = ForeignText.id(chat["chat_id"]?.text) else { return nil }
        let newest = json["last_message_id"]
        guard newest == nil || newest == .null || newest?.text != nil else { return nil }
        let isEmpty = ["", "0"].contains(newest?.text ?? "")
        guard Self.isWithBuyer(chat["chat_type"]?.text), !isEmpty else {
            head = nil
            return
        }
        head = ChatHead(
            chat: SourceChat(conversation: id), newestID: ForeignText.id(newest?.text))
    }

    /// Of `BUYER_SELLER`, `Seller_Support` and the others; what is unknown may be a buyer.
    private static func isWithBuyer(_ type: String?) -> Bool {
        !(type ?? "").uppercased().hasPrefix("SELLER_")
    }
}
