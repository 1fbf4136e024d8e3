import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// Keeps a note's row, as long as its author has not taken it back.
struct NoteView {
    let state: EntityState
    let fact: NoteFact
    let context: ViewContext

    func update() throws {
        context.touch(fact.chat)
        let passage = Passage(entity: state.id, kind: .note, chat: fact.chat)
        guard state.shown(Field.noteWithdrawn)?.value != .bool(true),
            let written = state.shown(Field.noteBody)
        else {
            try context.database.execute(
                sql: "DELETE FROM note WHERE id = ?", arguments: [Data(state.id.bytes)])
            return try passage.write(nil, context.database)
        }
        let text = try fact.text.flatMap { try context.text(of: $0) }
        try context.database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO note (id, chat, author, written, text)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(state.id.bytes), Data(fact.chat.bytes),
            context.person(of: written.dot.device).map { Int64($0) },
            Int64(clamping: written.key.stamp.milliseconds), text,
        ])
        try passage.write(text, context.database)
    }
}
