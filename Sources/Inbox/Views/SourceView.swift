import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// Keeps a source's row.
struct SourceView {
    let state: EntityState
    let fact: SourceFact
    let context: ViewContext

    func update() throws {
        try context.database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO source (id, short, market, account, name, url)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(state.id.bytes), ShortID.text(of: state.id), fact.market.rawValue, fact.account,
            try context.shownText(state, Field.sourceName),
            // Empty where it moved back to the platform's own hosts.
            try context.shownText(state, Field.sourceURL).flatMap { $0.isEmpty ? nil : $0 },
        ])
    }
}
