import SkeinCRDT
import SkeinStore
import SkeinWire

extension InboxDesk {
    /// Takes back the last own command of this device that has not been undone: unsent, it never
    /// happened; else its inverse follows it, for everybody.
    ///
    /// - Throws: `InboxError.nothingToUndo`; `.overwritten` where what it wrote is no longer what
    ///   is shown; `.replyLeft` where a reply may have reached the buyer. Nothing is changed then;
    ///   the next `undo` means the command before it, since this one can never be taken back.
    package func undo() throws -> UndoOutcome {
        let member = try editor()
        let journal = UndoJournal(store: store)
        guard let entry = try journal.last(), entry.device == member.number.rawValue else {
            throw InboxError.nothingToUndo
        }
        // A rehearsal says what the inverse would be and ends here.
        if rehearsal != nil { _ = try record(inverses(of: entry), undo: nil, about: nil) }
        let isWithdrawn = try store.withdraw(command: entry.firstDot)
        try journal.pop()
        if !isWithdrawn {
            let inverses = try inverses(of: entry)
            _ = try record(inverses, undo: nil, about: entry.chatEntity)
        }
        return UndoOutcome(
            way: isWithdrawn ? .withdrawn : .reversed, command: entry.command.rawValue,
            chat: try entry.chatEntity.map { try row($0) }, count: entry.count ?? 1)
    }

    private func inverses(of entry: UndoEntry) throws -> [Edit] {
        try entry.steps.compactMap { step in
            switch step {
            case .register(let entity, let field, let written, let previous):
                guard let id = EntityID(hex: entity) else { return nil }
                try checkShown(id, field) { $0 == written.value }
                return .write(id, field: field, previous.value)
            case .text(let entity, let field, let written, let previous):
                guard let id = EntityID(hex: entity) else { return nil }
                try checkShown(id, field) { value in
                    guard case .content(let hash) = value else { return false }
                    return try store.text(of: hash) == written
                }
                return .writeText(id, field: field, previous)
            case .added(let entity, let field, let element):
                return try EntityID(hex: entity).flatMap { try removal($0, field, element) }
            case .removed(let entity, let field, let element):
                return try EntityID(hex: entity).flatMap { try addition($0, field, element) }
            case .note(let entity):
                return EntityID(hex: entity).map {
                    .write($0, field: Field.noteWithdrawn, .bool(true))
                }
            case .reply(let entity):
                return try EntityID(hex: entity).map { try recall($0) }
            }
        }
    }

    /// What is shown must still be what this device wrote.
    private func checkShown(
        _ id: EntityID, _ field: String, isWritten: (Value) throws -> Bool
    ) throws {
        guard let shown = try store.entity(id)?.shown(field) else { return }
        let isMine = shown.dot.device == store.member?.number
        guard try !(isMine && isWritten(shown.value)) else { return }
        let directory = try DeskDirectory(store)
        throw InboxError.overwritten(
            field: Self.shortName(field),
            by: store.person(of: shown.dot.device).map(directory.person),
            at: WallTime(milliseconds: Int64(clamping: shown.key.stamp.milliseconds)),
            value: try readable(shown.value, field, directory))
    }

    /// Nil where somebody has taken the element out already: what was wished for has come about.
    private func removal(_ id: EntityID, _ field: String, _ element: String) throws -> Edit? {
        let isThere = try store.entity(id)?.elements(field).contains(.text(element)) ?? false
        return isThere ? .remove(id, field: field, .text(element)) : nil
    }

    private func addition(_ id: EntityID, _ field: String, _ element: String) throws -> Edit? {
        let isThere = try store.entity(id)?.elements(field).contains(.text(element)) ?? false
        return isThere ? nil : .add(id, field: field, .text(element))
    }

    private func recall(_ reply: EntityID) throws -> Edit {
        let act = try act(reply)
        switch act.state {
        case .held, .queued, .claimed: return .step(reply, .cancel)
        case .inflight, .sent, .rejected, .unknown, .cancelled, .dropped:
            throw InboxError.replyLeft(outboxState(act))
        }
    }
}
