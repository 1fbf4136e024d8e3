import SkeinCRDT
import SkeinStore
package import SkeinWire

extension InboxDesk {
    /// Does the same to all of the chats, as one command.
    ///
    /// - Throws: where there is one chat, why it cannot be done to it; where there are several,
    ///   such reasons are in the outcome and the others are changed.
    package func change(_ chats: [EntityID], _ change: ChatChange) throws -> ChangeOutcome {
        try editor()
        var edits: [Edit] = []
        var parts: [(chat: EntityID, place: Range<Int>)] = []
        var failures: [InboxError] = []
        for chat in chats {
            do {
                let own = try self.edits(chat, change)
                parts.append((chat, edits.count..<edits.count + own.count))
                edits += own
            } catch let error as InboxError where chats.count > 1 {
                failures.append(error)
            }
        }
        let changed = parts.filter { !$0.place.isEmpty }.map(\.chat)
        let dots =
            edits.isEmpty
            ? []
            : try record(
                edits, undo: change.command, about: changed.count == 1 ? changed[0] : nil,
                count: changed.count)
        let rows = try rows(parts.map(\.chat))
        return ChangeOutcome(
            outcomes: zip(rows, parts).map { row, part in
                CommandOutcome(chat: row, dots: Array(dots[part.place.clamped(to: dots.indices)]))
            }, failures: failures)
    }

    private func edits(_ chat: EntityID, _ change: ChatChange) throws -> [Edit] {
        let state = try state(chat)
        switch change {
        case .take: return try takeEdits(chat, state)
        case .assign(let person):
            let value = person.map { Value.integer(Int64($0.number)) } ?? .null
            return isSet(state, Field.chatAssignee, to: value)
                ? [] : [.write(chat, field: Field.chatAssignee, value)]
        case .status(let status):
            return try isStatus(chat, state, status) ? [] : [write(chat, status)]
        case .tag(let add, let remove): return try tagEdits(chat, state, add, remove)
        case .note(let text):
            guard !text.outerTrimmed.isEmpty else { throw InboxError.emptyText }
            let note = InboxID.random(using: &random.generator)
            return [NoteFact.edit(note, chat: chat, text: text.outerTrimmed)]
        case .snooze(let snooze): return snoozeEdits(chat, state, snooze)
        }
    }

    func takeEdits(_ chat: EntityID, _ state: EntityState) throws -> [Edit] {
        let me = Value.integer(Int64(try editor().person))
        var edits: [Edit] = []
        if !isSet(state, Field.chatAssignee, to: me) {
            edits.append(.write(chat, field: Field.chatAssignee, me))
        }
        if try !isStatus(chat, state, .work) { edits.append(write(chat, .work)) }
        return edits
    }

    /// Tags are the same whatever their case; one that is there already is left as it is written.
    private func tagEdits(
        _ chat: EntityID, _ state: EntityState, _ add: [String], _ remove: [String]
    ) throws -> [Edit] {
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
        return edits
    }

    private func snoozeEdits(
        _ chat: EntityID, _ state: EntityState, _ snooze: Snooze?
    ) -> [Edit] {
        let value = snooze.map { Value.integer($0.milliseconds) } ?? .null
        guard !isSet(state, Field.chatSnooze, to: value) else { return [] }
        let edit = Edit.write(chat, field: Field.chatSnooze, value)
        return [edit]
            + (snooze.map { [.write(chat, field: Field.chatSnoozeZone, .text($0.zone))] } ?? [])
    }

    // MARK: Steps

    func state(_ chat: EntityID) throws -> EntityState {
        guard let state = try store.entity(chat), !state.alive(Field.chatOpened).isEmpty else {
            throw InboxError.noSuchChat(ShortID.text(of: chat))
        }
        return state
    }

    func write(_ chat: EntityID, _ status: ChatStatus) -> Edit {
        .write(chat, field: Field.chatStatus, .text(status.rawValue))
    }

    /// Whether nothing else is alive; a conflict is settled by writing what is shown.
    func isSet(_ state: EntityState, _ field: String, to value: Value) -> Bool {
        let alive = state.alive(field)
        return alive.isEmpty ? value == .null : alive.allSatisfy { $0.value == value }
    }

    /// A chat that was reopened has to be closed anew, by one who has seen why.
    func isStatus(_ chat: EntityID, _ state: EntityState, _ status: ChatStatus) throws -> Bool {
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
