import Foundation
import GRDB
import SkeinWire

/// Where a text that can be looked for stands.
enum PassageKind: String, CaseIterable {
    case message, buyer, order, note
}

/// One text of one entity, kept folded beside its full-text index.
struct Passage {
    let entity: EntityID
    let kind: PassageKind
    let chat: EntityID

    /// Replaces the text; nil or blank: there is none.
    ///
    /// The index keeps no text of its own, so it has to be told the old one to forget it.
    func write(_ text: String?, _ database: Database) throws {
        let folded = text.map(SearchText.normalise) ?? ""
        let old = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT id, body FROM passage WHERE entity = ? AND kind = ?"),
            arguments: [Data(entity.bytes), kind.rawValue])
        if let old {
            let body: String = old[1]
            guard body != folded else { return }
            try forget(old[0], body, database)
        }
        guard !folded.isEmpty else { return }
        try database.cachedStatement(
            sql: "INSERT INTO passage (entity, kind, chat, body) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            Data(entity.bytes), kind.rawValue, Data(chat.bytes), folded,
        ])
        try database.cachedStatement(
            sql: "INSERT INTO passage_text (rowid, body) VALUES (?, ?)"
        ).execute(arguments: [database.lastInsertedRowID, folded])
    }

    private func forget(_ row: Int64, _ body: String, _ database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT INTO passage_text (passage_text, rowid, body) VALUES ('delete', ?, ?)"
        ).execute(arguments: [row, body])
        try database.cachedStatement(sql: "DELETE FROM passage WHERE id = ?")
            .execute(arguments: [row])
    }
}
