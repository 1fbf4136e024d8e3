import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire

/// What polling would record.
extension Colleague {
    /// A buyer's chat, known to this device; its entity.
    @discardableResult
    func open(
        _ conversation: String, market: Market = .wildberries, account: String = "77",
        buyer: String? = nil, order: String? = nil
    ) throws -> EntityID {
        let fact = ChatFact(market: market, account: account, conversation: conversation)
        var edits = [fact.edit]
        if let buyer { edits.append(.writeText(fact.chat, field: Field.chatBuyer, buyer)) }
        if let order {
            let context = ChatContext(order: order)
            edits.append(.writeText(fact.chat, field: Field.chatContext, context.text))
        }
        try record(edits)
        return fact.chat
    }

    /// A message of a chat that `open` made with the same arguments; `sent` in minutes from noon.
    @discardableResult
    func receive(
        _ text: String, in conversation: String, from author: MessageAuthor = .buyer,
        id: String, sent minutes: Int64 = 0, market: Market = .wildberries, account: String = "77"
    ) throws -> EntityID {
        let message = InboxID.message(
            market, account: account, conversation: conversation, message: id)
        let chat = InboxID.chat(market, account: account, conversation: conversation)
        try record([
            MessageFact.edit(
                message, chat: chat, author: author, sent: Team.noon + .seconds(60 * minutes),
                text: text, origin: nil, platformID: id)
        ])
        return message
    }
}
