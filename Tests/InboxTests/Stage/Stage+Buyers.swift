import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import SourceEmulator

/// What people do on the stage.
extension Stage {
    var ledgerTexts: [String] { emulator.ledger.map(\.text) }

    /// A buyer writes, and everybody has read it.
    @discardableResult
    func buyerWrites(_ text: String, _ market: Market = .wildberries, buyer: String = "Ольга")
        throws -> EntityID
    {
        let placed = try buyerWritesUnread(text, market, buyer: buyer)
        let fact = ChatFact(
            market: market, account: placed.account, conversation: placed.chat)
        let message = InboxID.message(
            market, account: placed.account, conversation: placed.chat, message: placed.messageID)
        try devices[0].colleague.record([
            fact.edit,
            MessageFact.edit(
                message, chat: fact.chat, author: .buyer, sent: team.now, text: text,
                origin: market == .wildberries ? "rusite" : nil, platformID: placed.messageID),
        ])
        try synchroniseAll()
        return fact.chat
    }

    /// A buyer writes, and nobody has read it yet.
    @discardableResult
    func buyerWritesUnread(
        _ text: String, _ market: Market = .wildberries, buyer: String = "Ольга"
    ) throws -> PlacedMessage {
        let message = BuyerMessage(buyer: buyer, text: text)
        return switch market {
        case .wildberries: try emulator.wildberries.buyerWrites(message, at: team.now)
        case .telegram: try emulator.telegram.buyerWrites(message, at: team.now)
        case .ozon: try emulator.ozon.buyerWrites(message, at: team.now)
        case .yandexMarket: try emulator.yandex.buyerWrites(message, at: team.now)
        }
    }

    /// An operator answers; everybody knows of it.
    func reply(_ text: String, in chat: EntityID) throws -> EntityID {
        let row = try devices[0].colleague.desk.reply(chat, text)
        try synchroniseAll()
        return row.entity
    }

    func synchroniseAll() throws {
        guard relayIsUp else { return }
        for device in devices { try device.colleague.push() }
        for device in devices { try device.colleague.pull() }
    }

    /// An act as the log says, read at the first device that is up.
    func act(_ id: EntityID) throws -> ActRecord? {
        let device = devices.first { $0.isUp } ?? devices[0]
        try device.colleague.pull()
        return try device.store.loggedAct(id)
    }

    func state(_ id: EntityID) throws -> String? { try act(id)?.state.name }

    func evidence(_ id: EntityID) throws -> ActEvidence? {
        if case .sent(let evidence) = try act(id)?.state { evidence } else { nil }
    }
}
