import GRDB
import SkeinStore
import SkeinWire

import struct Foundation.Data

/// A shared to-do list: the store's second user, beside the inbox that it was made for.
enum TodoList {
    static let title = "item.title"
    /// Nothing is done that somebody else has just opened again.
    static let done = "item.done"
    static let labels = "item.labels"
    static let created = "item.created"

    static let schema = Schema([
        FieldRule(title, .register(.latest)),
        FieldRule(done, .register(.ranked([.bool(false), .bool(true)]))),
        FieldRule(labels, .set),
        FieldRule(created, .fact),
    ])

    static func item(_ name: String) -> EntityID { EntityID(Array(name.utf8)) }

    // MARK: Edits

    static func name(_ item: EntityID, _ text: String) -> Edit {
        .write(item, field: title, .text(text))
    }

    static func set(_ item: EntityID, done isDone: Bool) -> Edit {
        .write(item, field: done, .bool(isDone))
    }

    static func label(_ item: EntityID, _ label: String) -> Edit {
        .add(item, field: labels, .text(label))
    }

    static func unlabel(_ item: EntityID, _ label: String) -> Edit {
        .remove(item, field: labels, .text(label))
    }

    static func create(_ item: EntityID, by person: String) -> Edit {
        .fact(item, field: created, [.value(.text(person))])
    }

    // MARK: The table

    static let views = table(version: 1)

    static func table(version: Int) -> Views {
        Views(
            version: version, tables: ["todo"],
            create: { database in
                try database.execute(
                    sql: """
                        CREATE TABLE todo (
                            id BLOB PRIMARY KEY NOT NULL, title TEXT NOT NULL,
                            done INTEGER NOT NULL, labels TEXT NOT NULL, created TEXT NOT NULL)
                        """)
            },
            update: { state, context in
                try TodoList.update(state, context)
            })
    }

    /// The table as text, a line an item: title, done, labels, who created it.
    static func lines(_ store: ReplicaStore) throws -> [String] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT title || '/' || done || '/' || labels || '/' || created
                    FROM todo ORDER BY id
                    """)
        }
    }

    private static func update(_ state: EntityState, _ context: ViewContext) throws {
        let isDone: Bool = state.shown(Self.done)?.value == Value.bool(true)
        let title: String = try shownTitle(of: state, context)
        let labels: String = texts(state.elements(Self.labels)).joined(separator: ",")
        var created: [String] = []
        if case .list(let parts)? = state.fact(Self.created) { created = texts(parts) }
        try context.database.execute(
            sql: """
                INSERT OR REPLACE INTO todo (id, title, done, labels, created)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(state.id.bytes), title, isDone, labels, created.joined(separator: ","),
            ])
    }

    /// A long title is a text of its own.
    private static func shownTitle(
        of state: EntityState, _ context: ViewContext
    ) throws -> String {
        switch state.shown(Self.title)?.value {
        case .text(let text)?: return text
        case .content(let hash)?: return try context.text(of: hash) ?? "?"
        default: return "-"
        }
    }

    private static func texts(_ values: [Value]) -> [String] {
        values.compactMap { value in
            guard case .text(let text) = value else { return nil }
            return text
        }
    }
}
