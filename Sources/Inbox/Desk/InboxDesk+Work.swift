import SkeinCRDT
import SkeinStore
package import SkeinWire

extension InboxDesk {
    /// Opens, assigns to me and sets «В работе», as one command.
    package func take(_ chat: EntityID) throws -> CommandOutcome { try one(chat, .take) }

    /// Nil: nobody.
    package func assign(_ chat: EntityID, to person: PersonReference?) throws -> CommandOutcome {
        try one(chat, .assign(person))
    }

    package func setStatus(_ chat: EntityID, _ status: ChatStatus) throws -> CommandOutcome {
        try one(chat, .status(status))
    }

    package func tag(_ chat: EntityID, add: [String] = [], remove: [String] = []) throws
        -> CommandOutcome
    { try one(chat, .tag(add: add, remove: remove)) }

    package func note(_ chat: EntityID, _ text: String) throws -> CommandOutcome {
        try one(chat, .note(text))
    }

    /// Until a time, or until the buyer writes; nil wakes the chat.
    package func snooze(_ chat: EntityID, _ snooze: Snooze?) throws -> CommandOutcome {
        try one(chat, .snooze(snooze))
    }

    private func one(_ chat: EntityID, _ change: ChatChange) throws -> CommandOutcome {
        let outcome = try self.change([chat], change)
        guard let only = outcome.outcomes.first else {
            throw InboxError.noSuchChat(ShortID.text(of: chat))
        }
        return only
    }

    /// Queues a reply, held for the workspace's hold time (10 s as a rule); with `status`, sets it
    /// in the same command. A chat that nobody has opened is at work then.
    package func reply(_ chat: EntityID, _ text: String, status: ChatStatus? = nil) throws
        -> OutboxRow
    {
        let rows = try reply([(chat, text)], status: status)
        guard let row = rows.first else { throw InboxError.noSuchChat(ShortID.text(of: chat)) }
        return row
    }

    /// Queues a reply in each chat, all as one command.
    ///
    /// - Parameter taking: assigns chats that are nobody's to me.
    /// - Throws: why one of them cannot be answered; then none is.
    package func reply(
        _ texts: [(chat: EntityID, text: String)], status: ChatStatus? = nil, taking: Bool = false
    ) throws -> [OutboxRow] {
        try editor()
        var edits: [Edit] = []
        var replies: [EntityID] = []
        for (chat, text) in texts {
            let reply = InboxID.random(using: &random.generator)
            replies.append(reply)
            edits += try replyEdits(reply, chat, text.outerTrimmed, status, taking: taking)
        }
        _ = try record(
            edits, undo: .reply, about: texts.count == 1 ? texts[0].chat : nil,
            count: texts.count)
        return try replies.map { try outboxRow($0) }
    }

    private func replyEdits(
        _ reply: EntityID, _ chat: EntityID, _ text: String, _ status: ChatStatus?, taking: Bool
    ) throws -> [Edit] {
        guard !text.isEmpty else { throw InboxError.emptyText }
        let row = try row(chat)
        let state = try state(chat)
        guard text.utf16.count <= row.market.replyTextMax else {
            throw InboxError.textTooLong(
                count: text.utf16.count, limit: row.market.replyTextMax, row.market)
        }
        let hold = store.log?.membership.policy.holdMilliseconds ?? 0
        var edits: [Edit] = [
            .enqueue(
                reply, lane: chat, resource: row.source.entity, text: text,
                basis: try store.newestBuyerMessage(in: chat), hold: hold)
        ]
        if taking, row.assignee == nil {
            let me = Value.integer(Int64(try editor().person))
            edits.append(.write(chat, field: Field.chatAssignee, me))
        }
        let wanted = status ?? (row.status == .new ? .work : nil)
        if let wanted, try !isStatus(chat, state, wanted) { edits.append(write(chat, wanted)) }
        return edits
    }
}
