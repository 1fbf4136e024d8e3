import Foundation
import GRDB
import Inbox
import SkeinStore
import SkeinWire

/// What a replica shows, a line for each chat and each reply.
enum InboxLines {
    static func chats(_ store: ReplicaStore) throws -> [EntityID] {
        try store.read { database in
            try Data.fetchAll(database, sql: "SELECT id FROM chat ORDER BY id")
                .map { EntityID([UInt8]($0)) }
        }
    }

    static func all(_ store: ReplicaStore) throws -> [String] {
        let chats = try chats(store).enumerated().map { number, id in
            let row = try store.entity(id)
            let status = row?.shown("chat.status").map { "\($0.value)" } ?? "new"
            let tags = row?.elements("chat.tags").map { "\($0)" }.joined(separator: ",") ?? ""
            let conflict = row?.conflicts.isEmpty == false ? " conflict" : ""
            return "chat \(number) \(status) [\(tags)]\(conflict)"
        }
        let replies = try store.acts().map { act in
            "reply \((try store.text(of: act.text)) ?? "?") \(act.state.name)"
        }
        return chats + replies.sorted()
    }

    /// Data-model: a closed chat has no buyer's message that the closing had not seen.
    static func closedWithUnseen(_ store: ReplicaStore) throws -> String? { nil }
}
