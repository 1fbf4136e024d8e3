package import Foundation
package import SkeinCRDT
package import SkeinStore
import SkeinWire

/// The shared inbox as one operator at one device uses it: every command of the inbox, synchronous.
///
/// Made anew for each command, with the time at which it is given. Reading commands change nothing
/// but `show`; each other command is one command of the store: one transaction, undone as one.
/// Throws `InboxError`, where the command is refused, and the store's errors.
package struct InboxDesk {
    package let store: ReplicaStore
    package let now: Instant
    /// Days in queries begin at midnight here.
    package let zone: TimeZone

    /// For ids and salts.
    let random: RandomSource
    /// Where this is set, commands say what they would record instead of recording it.
    var rehearsal: Rehearsal?

    package init(store: ReplicaStore, now: Instant, zone: TimeZone, random: RandomSource) {
        self.random = random
        self.store = store
        self.now = now
        self.zone = zone
    }

    /// This device, if it may change anything.
    @discardableResult
    func editor() throws -> Member {
        guard let member = store.member else { throw InboxError.notJoined }
        guard member.role >= .operator else { throw InboxError.mayNotEdit }
        return member
    }

    /// Records one command and puts it where `undo` finds it.
    func record(
        _ edits: [Edit], undo command: UndoEntry.Command?, about chat: EntityID?, count: Int = 1
    ) throws -> [Dot] {
        try editor()
        if let rehearsal {
            rehearsal.edits = edits
            throw Rehearsal.Ended()
        }
        // Read before anything is written: what was there is what `undo` brings back.
        let steps =
            command == nil
            ? [] : try edits.compactMap { try UndoEntry.Step(before: $0, store) }
        let dots = try store.record(edits, now: now.wall, random: &random.generator)
        if let command, let first = dots.first {
            try UndoJournal(store: store).push(
                UndoEntry(
                    command: command, chat: chat, first: first, steps: steps, count: count))
        }
        return dots
    }
}
