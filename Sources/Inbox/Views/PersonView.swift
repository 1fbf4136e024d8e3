import GRDB
import SkeinStore

/// Keeps a person's row.
struct PersonView {
    let state: EntityState
    let number: UInt32
    let context: ViewContext

    func update() throws {
        try context.database.cachedStatement(
            sql: "INSERT OR REPLACE INTO person (number, login, name) VALUES (?, ?, ?)"
        ).execute(arguments: [
            Int64(number), try context.shownText(state, Field.personLogin),
            try context.shownText(state, Field.personName),
        ])
    }
}
