/// A buyer's message, or one typed on the platform's own site, as a test orders it.
package struct BuyerMessage: Hashable, Sendable {
    /// A token, or the account's id as the platform names it; nil means the first account.
    package var account: String?
    /// Nil means this buyer's chat, opened if need be.
    package var chat: String?
    package var buyer: String
    package var text: String
    package var files: [AttachedFile]
    /// Telegram Business: the connection the message comes through.
    package var businessConnection: String?
    /// What the chat is about: Wildberries its good; Ozon `order`, `sku`, `scheme` (`fbo`, `fbs`),
    /// `deliveredAt`, `type`; Yandex Market `type` (`ORDER`, `RETURN`, `DIRECT`) and `id`.
    package var product: JSONValue?

    package init(
        account: String? = nil, chat: String? = nil, buyer: String, text: String,
        files: [AttachedFile] = [], businessConnection: String? = nil, product: JSONValue? = nil
    ) {
        self.account = account
        self.chat = chat
        self.buyer = buyer
        self.text = text
        self.files = files
        self.businessConnection = businessConnection
        self.product = product
    }

    /// Whether it belongs into the chat of that id and buyer.
    func isMeant(for chat: String, of buyer: String) -> Bool {
        self.chat.map { $0 == chat } ?? (self.buyer == buyer)
    }
}

package struct AttachedFile: Hashable, Sendable {
    package enum Moderation: String, Sendable { case passed, pending, refused }

    package var name: String
    package var contentType: String
    package var bytes: [UInt8]
    package var moderation: Moderation

    package init(
        name: String, contentType: String, bytes: [UInt8], moderation: Moderation = .passed
    ) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        self.moderation = moderation
    }
}

/// What came of an ordered message.
package struct PlacedMessage: Hashable, Sendable {
    package var account: String
    package var chat: String
    /// Wildberries' event id, Telegram's message id.
    package var messageID: String
}

/// An order of a test that cannot be carried out.
package enum ControlError: Error, Hashable, Sendable {
    case unknownAccount(String)
    case unknownChat(String)
    case unknownOrder(String)
    case malformed(String)
}
