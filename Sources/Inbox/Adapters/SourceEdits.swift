import InboxSources
import SkeinStore
import SkeinWire

/// What a platform told, as edits: conversations and messages become facts.
struct SourceEdits {
    let store: ReplicaStore
    let source: SourceRecord

    /// - Returns: the edits, and the messages' entities, which exist once the edits are recorded.
    func edits(
        chats: [SourceChat], messages: [SourceMessage]
    ) throws(StoreError) -> (edits: [Edit], entities: [EntityID]) {
        var edits: [Edit] = []
        var opened: Set<String> = []
        for chat in chats {
            opened.insert(chat.conversation)
            edits += try self.edits(chat)
        }
        for message in messages where opened.insert(message.conversation).inserted {
            edits += try self.edits(SourceChat(conversation: message.conversation))
        }
        let entities = messages.map(entity)
        edits += zip(messages, entities).map { edit($0, $1) }
        return (edits, entities)
    }

    func entity(_ message: SourceMessage) -> EntityID {
        InboxID.message(
            source.market, account: source.account, conversation: message.conversation,
            message: message.id)
    }

    private func edits(_ chat: SourceChat) throws(StoreError) -> [Edit] {
        let fact = ChatFact(
            market: source.market, account: source.account, conversation: chat.conversation)
        var edits = [fact.edit]
        let state = try store.entity(fact.chat)
        if let buyer = chat.buyer, try shown(state, Field.chatBuyer) != buyer {
            edits.append(.writeText(fact.chat, field: Field.chatBuyer, buyer))
        }
        let known = try shown(state, Field.chatContext).map(ChatContext.init(text:))
        let context = ChatContext(
            order: chat.order ?? known?.order, product: chat.product ?? known?.product,
            claim: chat.claim ?? known?.claim)
        if context != known ?? ChatContext() {
            edits.append(.writeText(fact.chat, field: Field.chatContext, context.text))
        }
        return edits
    }

    private func shown(_ state: EntityState?, _ field: String) throws(StoreError) -> String? {
        switch state?.shown(field)?.value {
        case .content(let hash): try store.text(of: hash)
        case .text(let text): text
        default: nil
        }
    }

    private func edit(_ message: SourceMessage, _ entity: EntityID) -> Edit {
        let chat = InboxID.chat(
            source.market, account: source.account, conversation: message.conversation)
        return MessageFact.edit(
            entity, chat: chat, author: MessageAuthor(message.author), sent: message.sent,
            text: message.text, origin: message.origin, platformID: message.id,
            attachments: message.attachments)
    }
}

extension MessageAuthor {
    init(_ author: SourceMessage.Author) {
        self =
            switch author {
            case .buyer: .buyer
            case .seller: .seller
            case .platform: .platform
            }
    }
}
