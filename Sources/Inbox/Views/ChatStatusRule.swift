import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinWire

/// Which status counts (rule 17). Computed, never written, so that all replicas agree.
///
/// A chat is closed only if no other status is alive and some closer had seen every message of the
/// buyer: the message itself, by whichever device it was recorded. Otherwise it is at work if
/// somebody is responsible, else new.
struct ChatStatusRule {
    let state: EntityState
    let context: ViewContext

    func status() throws -> (shown: ChatStatus, isReopened: Bool) {
        let alive = state.alive(Field.chatStatus)
        guard let shown = Self.status(state.shown(Field.chatStatus)) else { return (.new, false) }
        guard shown == .closed else { return (shown, false) }
        #if PLANTED_BUGS
            if planted(.closingNotChecked) { return (.closed, false) }
        #endif
        let closers = alive.filter { Self.status($0) == .closed }
        if closers.count == alive.count {
            for closer in closers where try sawEveryBuyerMessage(closer) { return (.closed, false) }
        }
        return (state.assignee == nil ? .new : .work, true)
    }

    /// Until when the chat is out of the way (ms since 1970); nil where it is not, or where the
    /// buyer has written since.
    func snooze() throws -> Int64? {
        guard let shown = state.shown(Field.chatSnooze), case .integer(let until) = shown.value
        else { return nil }
        return try sawEveryBuyerMessage(shown) ? until : nil
    }

    private func sawEveryBuyerMessage(_ closer: AliveValue) throws -> Bool {
        // Messages that the log held below what the closer had read need no second look.
        let others = try Data.fetchAll(
            context.database.cachedStatement(
                sql: """
                    SELECT id FROM message
                    WHERE chat = ? AND author = 'buyer' AND (firstIndex IS NULL OR firstIndex >= ?)
                    ORDER BY id
                    """),
            arguments: [Data(state.id.bytes), Int64(clamping: closer.seen)])
        return try others.allSatisfy { bytes in
            let message = try context.entity(EntityID([UInt8](bytes)))
            return message?.alive(Field.messageBody).contains(where: closer.saw) ?? true
        }
    }

    private static func status(_ value: AliveValue?) -> ChatStatus? {
        guard case .text(let code) = value?.value else { return nil }
        return ChatStatus(rawValue: code)
    }
}
