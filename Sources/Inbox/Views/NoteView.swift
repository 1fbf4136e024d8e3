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
            try writeMentions(in: nil, by: nil)
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
        try writeMentions(in: text, by: context.person(of: written.dot.device))
    }

    /// Whom the note names: `@login`, by its folded form, since people can be renamed.
    private func writeMentions(in text: String?, by author: UInt32?) throws {
        let database = context.database
        let note = Data(state.id.bytes)
        try database.cachedStatement(sql: "DELETE FROM mention WHERE note = ?")
            .execute(arguments: [note])
        for login in Set(Self.logins(in: text ?? "")).sorted() {
            try database.cachedStatement(
                sql: "INSERT INTO mention (note, chat, author, login) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [
                note, Data(fact.chat.bytes), author.map { Int64($0) }, login,
            ])
        }
    }

    /// Logins consist of letters, numbers and `-_.`; a full stop at the end is the sentence's.
    private static func logins(in text: String) -> [String] {
        text.split(separator: "@").dropFirst(text.hasPrefix("@") ? 0 : 1).compactMap { piece in
            var login = piece.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            while login.last == "." || login.last == "-" { login.removeLast() }
            return login.isEmpty ? nil : SearchText.normalise(String(login))
        }
    }
}
