import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// Keeps a draft's row, as long as it has words.
struct DraftView {
    let state: EntityState
    let fact: DraftFact
    let context: ViewContext

    func update() throws {
        let text = try context.shownText(state, Field.draftText) ?? ""
        let id = Data(state.id.bytes)
        guard !text.isEmpty, let shown = state.shown(Field.draftText) else {
            return try context.database.execute(
                sql: "DELETE FROM draft WHERE id = ?", arguments: [id])
        }
        try context.database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO draft (id, chat, author, written, text)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, Data(fact.chat.bytes), Int64(fact.author),
            Int64(clamping: shown.key.stamp.milliseconds), text,
        ])
    }
}
