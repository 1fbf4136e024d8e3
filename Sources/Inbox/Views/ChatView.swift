import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinWire

/// Keeps a chat's row, which sums up its registers, messages, notes and replies.
struct ChatView {
    let state: EntityState
    let fact: ChatFact
    let context: ViewContext

    func update() throws {
        let buyer = try context.shownText(state, Field.chatBuyer)
        let about = try context.shownText(state, Field.chatContext).map(ChatContext.init(text:))
        let tally = try ChatTally.read(state.id, context.database)
        let rule = ChatStatusRule(state: state, context: context)
        let status = try rule.status()
        let snooze = try rule.snooze()
        try context.database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO chat
                    (id, short, market, source, buyer, buyerFolded, orderNumber, product, status,
                    reopened, assignee, created, updated, waiting, messageCount, buyerCount,
                    noteCount, lastBuyer, snooze, snoozeZone, lastAuthor, lastText, conflicts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(state.id.bytes), ShortID.text(of: state.id), fact.market.rawValue,
            Data(fact.source.bytes), buyer, buyer.map(SearchText.normalise) ?? "", about?.order,
            about?.product, status.shown.rawValue, status.isReopened,
            state.assignee.map { Int64($0) },
            tally.first ?? recorded, tally.last,
            status.shown == .closed ? nil : tally.waiting, tally.messages, tally.buyers,
            tally.notes, tally.lastBuyer, snooze,
            snooze == nil ? nil : try context.shownText(state, Field.chatSnoozeZone),
            tally.lastAuthor, tally.lastText, conflicts,
        ])
        try updateTags()
        try updateLinks()
        try Passage(entity: state.id, kind: .buyer, chat: state.id).write(buyer, context.database)
        let order = [about?.order, about?.product].compactMap { $0 }.joined(separator: "\n")
        try Passage(entity: state.id, kind: .order, chat: state.id).write(order, context.database)
    }

    /// When somebody first recorded the chat.
    private var recorded: Int64 {
        Int64(clamping: state.shown(Field.chatOpened)?.key.stamp.milliseconds ?? 0)
    }

    /// Fields that people must settle, without `chat.`, parted by commas.
    private var conflicts: String {
        Field.decidedByPeople.filter(state.isConflict)
            .map { String($0.trimmingPrefix("chat.")) }.joined(separator: ",")
    }

    private func updateLinks() throws {
        let database = context.database
        let own = Data(state.id.bytes)
        try database.cachedStatement(sql: "DELETE FROM chat_link WHERE owner = ?")
            .execute(arguments: [own])
        for case .text(let hex) in state.elements(Field.chatLinks) {
            guard let other = EntityID(hex: hex).map({ Data($0.bytes) }) else { continue }
            for (left, right) in [(own, other), (other, own)] {
                try database.cachedStatement(
                    sql: "INSERT OR IGNORE INTO chat_link (owner, chat, other) VALUES (?, ?, ?)"
                ).execute(arguments: [own, left, right])
            }
        }
    }

    private func updateTags() throws {
        let database = context.database
        try database.cachedStatement(sql: "DELETE FROM chat_tag WHERE chat = ?")
            .execute(arguments: [Data(state.id.bytes)])
        for case .text(let tag) in state.elements(Field.chatTags) {
            try database.cachedStatement(
                sql: "INSERT INTO chat_tag (chat, tag, folded) VALUES (?, ?, ?)"
            ).execute(arguments: [Data(state.id.bytes), tag, SearchText.normalise(tag)])
        }
    }
}

extension EntityState {
    /// The person responsible for a chat; nil: nobody.
    var assignee: UInt32? {
        guard case .integer(let number) = shown(Field.chatAssignee)?.value else { return nil }
        return UInt32(exactly: number)
    }
}
