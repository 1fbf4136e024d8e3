import Foundation
import GRDB
import SkeinStore
package import SkeinWire

extension InboxDesk {
    /// Joins two chats of one buyer; each keeps its own channel. `nil` outcome: they were so.
    package func link(_ left: EntityID, _ right: EntityID) throws -> CommandOutcome {
        let (owner, other) = try pair(left, right)
        let element = Value.text(Hex.encode(other.bytes))
        let isThere = try state(owner).elements(Field.chatLinks).contains(element)
        let dots =
            isThere
            ? []
            : try record(
                [.add(owner, field: Field.chatLinks, element)], undo: .link, about: left)
        return CommandOutcome(chat: try row(left), dots: dots)
    }

    package func unlink(_ left: EntityID, _ right: EntityID) throws -> CommandOutcome {
        let (owner, other) = try pair(left, right)
        let element = Value.text(Hex.encode(other.bytes))
        let isThere = try state(owner).elements(Field.chatLinks).contains(element)
        let dots =
            isThere
            ? try record(
                [.remove(owner, field: Field.chatLinks, element)], undo: .unlink, about: left)
            : []
        return CommandOutcome(chat: try row(left), dots: dots)
    }

    /// All chats of the card that a chat belongs to, itself included, by id; the card is named by
    /// the first of them.
    package func card(of chat: EntityID) throws -> [EntityID] {
        try store.read { database in
            var found: Set<EntityID> = [chat]
            var waiting = [chat]
            while let next = waiting.popLast() {
                let others = try Data.fetchAll(
                    database,
                    sql: "SELECT DISTINCT other FROM chat_link WHERE chat = ? ORDER BY other",
                    arguments: [Data(next.bytes)])
                for other in others.compactMap({ EntityID(validating: [UInt8]($0)) })
                where found.insert(other).inserted { waiting.append(other) }
            }
            return found.sorted()
        }
    }

    /// A pair is stated by its smaller chat, so that two people who link the same two state one.
    private func pair(_ left: EntityID, _ right: EntityID) throws -> (EntityID, EntityID) {
        guard left != right else { throw InboxError.sameChat }
        _ = (try state(left), try state(right))
        return left < right ? (left, right) : (right, left)
    }
}
