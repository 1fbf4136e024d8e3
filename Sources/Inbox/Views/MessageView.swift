import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinWire

/// Keeps a message's row.
struct MessageView {
    let state: EntityState
    let fact: MessageFact
    let context: ViewContext

    func update() throws {
        let text = try fact.text.flatMap { try context.text(of: $0) }
        let attachments = try fact.attachments.flatMap { try context.text(of: $0) }
        try context.database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO message
                    (id, chat, author, sent, place, text, origin, platformID, attachments,
                    firstIndex)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(state.id.bytes), Data(fact.chat.bytes), fact.author.rawValue,
            fact.sent.milliseconds, Int64(fact.platformID) ?? 0, text, fact.origin,
            fact.platformID, attachments, firstIndex,
        ])
        try Passage(entity: state.id, kind: .message, chat: fact.chat).write(
            text, context.database)
        context.touch(fact.chat)
    }

    /// The first log entry that states the message; nil while none does.
    private var firstIndex: Int64? {
        state.alive(Field.messageBody).map(\.key.logIndex).filter { $0 < OrderKey.unsentIndex }
            .min().map { Int64(clamping: $0) }
    }
}
