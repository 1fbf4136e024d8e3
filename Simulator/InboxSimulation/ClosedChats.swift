import Foundation
import GRDB
import Inbox
import SkeinStore
import SkeinWire

/// A chat counts as closed exactly if nobody says otherwise and somebody who closed it had seen
/// every message of the buyer (rule 17): computed from the cells, apart from the inbox's tables.
enum ClosedChats {
    static func fault(in store: ReplicaStore) throws -> String? {
        var messages: [EntityID: [[AliveValue]]] = [:]
        var statuses: [(chat: EntityID, alive: [AliveValue])] = []
        for id in try store.entityIDs() {
            guard let state = try store.entity(id) else { continue }
            if let fact = MessageFact(state.fact(Field.messageBody)), fact.author == .buyer {
                messages[fact.chat, default: []].append(state.alive(Field.messageBody))
            }
            // Anybody may give a status to what is no chat.
            guard ChatFact(state.shown(Field.chatOpened)?.value) != nil else { continue }
            let alive = state.alive(Field.chatStatus)
            // A hostile member may put a status on anything: what is a chat, its fact says.
            let isChat = ChatFact(state.fact(Field.chatOpened)) != nil
            if isChat, !alive.isEmpty { statuses.append((id, alive)) }
        }
        let shown = try shownAsClosed(store)
        for (chat, alive) in statuses {
            let isClosed = isClosed(alive, messages[chat] ?? [])
            guard isClosed != shown.contains(chat) else { continue }
            let what =
                isClosed
                ? "a chat whose closing has seen all is not closed"
                : "a chat is closed with a message that nobody who closed it had seen"
            let writes = (messages[chat] ?? []).map { $0.map(\.place).joined(separator: " ") }
            return what + ": closed by " + alive.map(\.place).joined(separator: " ")
                + ", messages " + writes.joined(separator: ", ")
        }
        return nil
    }

    private static func isClosed(_ alive: [AliveValue], _ messages: [[AliveValue]]) -> Bool {
        let closed = Value.text(ChatStatus.closed.rawValue)
        guard alive.allSatisfy({ $0.value == closed }) else { return false }
        return alive.contains { closer in
            messages.allSatisfy { writes in writes.contains { hadSeen(closer, $0) } }
        }
    }

    /// Rule 7, written once more.
    private static func hadSeen(_ closer: AliveValue, _ write: AliveValue) -> Bool {
        closer.dot.device == write.dot.device
            ? write.dot.counter < closer.dot.counter : write.key.logIndex < closer.seen
    }

    private static func shownAsClosed(_ store: ReplicaStore) throws -> Set<EntityID> {
        try store.read { database in
            let rows = try Data.fetchAll(
                database, sql: "SELECT id FROM chat WHERE status = ?",
                arguments: [ChatStatus.closed.rawValue])
            return Set(rows.map { EntityID([UInt8]($0)) })
        }
    }
}

extension AliveValue {
    /// Who wrote it, where it stands in the log, and how much its author had seen.
    fileprivate var place: String {
        let index = key.isUnsent ? "unsent" : String(key.logIndex)
        return "\(dot.device.rawValue).\(dot.counter)@\(index)/\(seen)"
    }
}
