import SkeinCRDT
import SkeinStore
package import SkeinWire

extension InboxDesk {
    /// Opens, assigns to me and sets «В работе», as one command.
    package func take(_ chat: EntityID) throws -> CommandOutcome {
        let me = Value.integer(Int64(try editor().person))
        let state = try state(chat)
        var edits: [Edit] = []
        if !isSet(state, Field.chatAssignee, to: me) {
            edits.append(.write(chat, field: Field.chatAssignee, me))
        }
        if try !isStatus(chat, state, .work) { edits.append(write(chat, .work)) }
        return try carryOut(edits, .take, chat)
    }

    /// Nil: nobody.
    package func assign(_ chat: EntityID, to person: PersonReference?) throws -> CommandOutcome {
        let value = person.map { Value.integer(Int64($0.number)) } ?? .null
        let isAlready = isSet(try state(chat), Field.chatAssignee, to: value)
        return try carryOut(
            isAlready ? [] : [.write(chat, field: Field.chatAssignee, value)], .assign, chat)
    }

    package func setStatus(_ chat: EntityID, _ status: ChatStatus) throws -> CommandOutcome {
        let isAlready = try isStatus(chat, try state(chat), status)
        return try carryOut(isAlready ? [] : [write(chat, status)], .status, chat)
    }

    /// Tags are the same whatever their case; one that is there already is left as it is written.
    package func tag(_ chat: EntityID, add: [String] = [], remove: [String] = []) throws
        -> CommandOutcome
    {
        let state = try state(chat)
        let there = state.elements(Field.chatTags).compactMap { value -> String? in
            if case .text(let tag) = value { tag } else { nil }
        }
        var known = Set(there.map(SearchText.normalise))
        var edits: [Edit] = []
        for tag in try add.map(Self.checkedTag)
        where known.insert(SearchText.normalise(tag)).inserted {
            edits.append(.add(chat, field: Field.chatTags, .text(tag)))
        }
        let unwanted = Set(try remove.map(Self.checkedTag).map(SearchText.normalise))
        for tag in there where unwanted.contains(SearchText.normalise(tag)) {
            edits.append(.remove(chat, field: Field.chatTags, .text(tag)))
        }
        return try carryOut(edits, .tag, chat)
    }

    package func note(_ chat: EntityID, _ text: String) throws -> CommandOutcome {
        guard !text.outerTrimmed.isEmpty else { throw InboxError.emptyText }
        _ = try state(chat)
        let note = InboxID.random(using: &random.generator)
        return try carryOut(
            [NoteFact.edit(note, chat: chat, text: text.outerTrimmed)], .note, chat)
    }

    /// Queues a reply, held for the workspace's hold time (10 s as a rule); with `status`, sets it
    /// in the same command. A chat that nobody has opened is at work then.
    package func reply(_ chat: EntityID, _ text: String, status: ChatStatus? = nil) throws
        -> OutboxRow
    {
        let text = text.outerTrimmed
        guard !text.isEmpty else { throw InboxError.emptyText }
        try editor()
        let row = try row(chat)
        let state = try state(chat)
        guard text.utf16.count <= row.market.replyTextMax else {
            throw InboxError.textTooLong(
                count: text.utf16.count, limit: row.market.replyTextMax, row.market)
        }
        let reply = InboxID.random(using: &random.generator)
        let hold = store.log?.membership.policy.holdMilliseconds ?? 0
        var edits: [Edit] = [
            .enqueue(
                reply, lane: chat, resource: row.source.entity, text: text,
                basis: try store.newestBuyerMessage(in: chat), hold: hold)
        ]
        let wanted = status ?? (row.status == .new ? .work : nil)
        if let wanted, try !isStatus(chat, state, wanted) { edits.append(write(chat, wanted)) }
        _ = try record(edits, undo: .reply, about: chat)
        return try outboxRow(reply)
    }

    // MARK: Steps

    private func carryOut(
        _ edits: [Edit], _ command: UndoEntry.Command, _ chat: EntityID
    ) throws -> CommandOutcome {
        try editor()
        let dots = edits.isEmpty ? [] : try record(edits, undo: command, about: chat)
        return CommandOutcome(chat: try row(chat), dots: dots)
    }

    private func state(_ chat: EntityID) throws -> EntityState {
        guard let state = try store.entity(chat), !state.alive(Field.chatOpened).isEmpty else {
            throw InboxError.noSuchChat(ShortID.text(of: chat))
        }
        return state
    }

    private func write(_ chat: EntityID, _ status: ChatStatus) -> Edit {
        .write(chat, field: Field.chatStatus, .text(status.rawValue))
    }

    /// Whether nothing else is alive; a conflict is settled by writing what is shown.
    private func isSet(_ state: EntityState, _ field: String, to value: Value) -> Bool {
        let alive = state.alive(field)
        return alive.isEmpty ? value == .null : alive.allSatisfy { $0.value == value }
    }

    /// A chat that was reopened has to be closed anew, by one who has seen why.
    private func isStatus(_ chat: EntityID, _ state: EntityState, _ status: ChatStatus) throws
        -> Bool
    {
        let alive = state.alive(Field.chatStatus)
        guard !alive.isEmpty else { return status == .new }
        return try alive.allSatisfy { $0.value == .text(status.rawValue) }
            && !row(chat).isReopened
    }

    private static let tagLengthMax = 64

    private static func checkedTag(_ typed: String) throws -> String {
        let tag = typed.precomposedStringWithCanonicalMapping.outerTrimmed
        // As typed: trimming takes some of what cannot be seen for white space.
        let isPlain =
            typed.unicodeScalars.allSatisfy { !$0.properties.isDefaultIgnorableCodePoint }
            && !tag.contains(where: \.isNewline)
        guard (1...tagLengthMax).contains(tag.count), isPlain, !tag.contains(","),
            !tag.hasPrefix("+"), !tag.hasPrefix("-")
        else { throw InboxError.invalidTag(typed) }
        return tag
    }
}
