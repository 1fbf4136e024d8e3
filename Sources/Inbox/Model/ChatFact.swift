package import SkeinStore
package import SkeinWire

/// `chat.opened`: which conversation of which account a chat is.
///
/// A list of: platform (text), account (text), conversation (text), source entity (bytes).
package struct ChatFact: Hashable, Sendable {
    package var market: Market
    package var account: String
    package var conversation: String
    package var source: EntityID

    package init(market: Market, account: String, conversation: String) {
        self.market = market
        self.account = account
        self.conversation = conversation
        self.source = InboxID.source(market, account: account)
    }

    package var chat: EntityID {
        InboxID.chat(market, account: account, conversation: conversation)
    }

    package var edit: Edit {
        .fact(
            chat, field: Field.chatOpened,
            [
                .value(.text(market.rawValue)), .value(.text(account)),
                .value(.text(conversation)), .value(.bytes(source.bytes)),
            ])
    }

    /// Nil for a value that this build cannot read.
    package init?(_ value: Value?) {
        guard case .list(let parts) = value, parts.count >= 4,
            case .text(let code) = parts[0], let market = Market(rawValue: code),
            case .text(let account) = parts[1], case .text(let conversation) = parts[2],
            case .bytes(let bytes) = parts[3], let source = EntityID(validating: bytes)
        else { return nil }
        self.init(market: market, account: account, conversation: conversation)
        self.source = source
    }
}
