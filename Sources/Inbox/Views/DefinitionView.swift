import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// Keeps the row of a saved view, macro or template, as long as it is wanted.
struct DefinitionView {
    let state: EntityState
    let fact: DefinitionFact
    let context: ViewContext

    func update() throws {
        let name = try context.shownText(state, Field.definitionName) ?? ""
        let body = try context.shownText(state, Field.definitionBody) ?? ""
        let id = Data(state.id.bytes)
        guard !name.isEmpty, state.shown(Field.definitionRemoved)?.value != .bool(true) else {
            return try context.database.execute(
                sql: "DELETE FROM definition WHERE id = ?", arguments: [id])
        }
        try context.database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO definition (id, kind, owner, name, folded, body)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, fact.kind.rawValue, fact.owner.map { Int64($0) }, name,
            SearchText.normalise(name), body,
        ])
    }
}
