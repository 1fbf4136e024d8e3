import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// The view tables.
///
/// | table | a row is |
/// | --- | --- |
/// | `chat` | a chat as it is listed; times in ms since 1970, `waiting` null unless unanswered |
/// | `chat_tag` | a tag on a chat, with its folded form |
/// | `message` | a message; `place` is the platform's own number where it has one |
/// | `note` | a note that has not been withdrawn |
/// | `chat_link` | two chats of one buyer, once in each direction; `owner` states the link |
/// | `mention` | somebody whom a note names, by folded login |
/// | `draft` | a text that its author has not sent |
/// | `definition` | a saved view, a macro or a template that has not been removed |
/// | `source`, `person` | what has been said of them |
/// | `passage` | a folded text that can be looked for, and whose it is |
/// | `passage_text` | the full-text index over `passage` |
enum InboxTables {
    static let names = [
        "chat", "chat_tag", "chat_link", "message", "note", "mention", "draft", "definition",
        "source", "person", "passage_text", "passage",
    ]

    @Sendable static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE chat (
                    id BLOB PRIMARY KEY NOT NULL, short TEXT NOT NULL UNIQUE, market TEXT NOT NULL,
                    source BLOB NOT NULL, buyer TEXT, buyerFolded TEXT NOT NULL, orderNumber TEXT,
                    product TEXT, status TEXT NOT NULL, reopened INTEGER NOT NULL, assignee INTEGER,
                    created INTEGER NOT NULL, updated INTEGER, waiting INTEGER,
                    messageCount INTEGER NOT NULL, buyerCount INTEGER NOT NULL,
                    noteCount INTEGER NOT NULL, lastBuyer INTEGER, snooze INTEGER,
                    snoozeZone TEXT,
                    lastAuthor TEXT, lastText TEXT, conflicts TEXT NOT NULL);
                CREATE INDEX chatByStatus ON chat (status);
                CREATE INDEX chatByWaiting ON chat (waiting) WHERE waiting IS NOT NULL;
                CREATE INDEX chatByUpdated ON chat (updated);
                CREATE INDEX chatBySource ON chat (source);
                CREATE INDEX chatByAssignee ON chat (assignee) WHERE assignee IS NOT NULL;
                CREATE TABLE chat_tag (
                    chat BLOB NOT NULL, tag TEXT NOT NULL, folded TEXT NOT NULL,
                    PRIMARY KEY (chat, tag)) WITHOUT ROWID;
                CREATE INDEX chatTagByFolded ON chat_tag (folded, chat);
                CREATE TABLE message (
                    id BLOB PRIMARY KEY NOT NULL, chat BLOB NOT NULL, author TEXT NOT NULL,
                    sent INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT, origin TEXT,
                    platformID TEXT NOT NULL, attachments TEXT, firstIndex INTEGER);
                CREATE INDEX messageByChat ON message (chat, sent, place, id);
                CREATE TABLE note (
                    id BLOB PRIMARY KEY NOT NULL, chat BLOB NOT NULL, author INTEGER,
                    written INTEGER NOT NULL, text TEXT);
                CREATE INDEX noteByChat ON note (chat, written, id);
                CREATE TABLE chat_link (
                    owner BLOB NOT NULL, chat BLOB NOT NULL, other BLOB NOT NULL,
                    PRIMARY KEY (chat, other, owner)) WITHOUT ROWID;
                CREATE INDEX chatLinkByOwner ON chat_link (owner);
                CREATE TABLE mention (
                    note BLOB NOT NULL, chat BLOB NOT NULL, author INTEGER, login TEXT NOT NULL,
                    PRIMARY KEY (note, login)) WITHOUT ROWID;
                CREATE INDEX mentionByLogin ON mention (login, chat);
                CREATE TABLE draft (
                    id BLOB PRIMARY KEY NOT NULL, chat BLOB NOT NULL, author INTEGER NOT NULL,
                    written INTEGER NOT NULL, text TEXT NOT NULL);
                CREATE INDEX draftByChat ON draft (chat, author);
                CREATE TABLE definition (
                    id BLOB PRIMARY KEY NOT NULL, kind TEXT NOT NULL, owner INTEGER,
                    name TEXT NOT NULL, folded TEXT NOT NULL, body TEXT NOT NULL);
                CREATE INDEX definitionByName ON definition (kind, folded, id);
                CREATE TABLE source (
                    id BLOB PRIMARY KEY NOT NULL, short TEXT NOT NULL, market TEXT NOT NULL,
                    account TEXT NOT NULL, name TEXT, url TEXT);
                CREATE TABLE person (number INTEGER PRIMARY KEY NOT NULL, login TEXT, name TEXT);
                CREATE TABLE passage (
                    id INTEGER PRIMARY KEY NOT NULL, entity BLOB NOT NULL, kind TEXT NOT NULL,
                    chat BLOB NOT NULL, body TEXT NOT NULL, UNIQUE (entity, kind));
                CREATE VIRTUAL TABLE passage_text USING fts5(
                    body, content='passage', content_rowid='id',
                    tokenize='unicode61 remove_diacritics 0');
                """)
    }

    /// An entity of which nothing is known (any more): a command that was withdrawn.
    static func forget(_ id: EntityID, _ context: ViewContext) throws {
        let database = context.database
        let bytes = Data(id.bytes)
        let chats = try Data.fetchAll(
            database,
            sql: """
                SELECT chat FROM message WHERE id = ?1 UNION SELECT chat FROM note WHERE id = ?1
                ORDER BY chat
                """,
            arguments: [bytes])
        for table in ["chat", "message", "note", "source", "draft", "definition"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [bytes])
        }
        try database.execute(sql: "DELETE FROM chat_tag WHERE chat = ?", arguments: [bytes])
        try database.execute(sql: "DELETE FROM chat_link WHERE owner = ?", arguments: [bytes])
        try database.execute(sql: "DELETE FROM mention WHERE note = ?", arguments: [bytes])
        for kind in PassageKind.allCases {
            try Passage(entity: id, kind: kind, chat: id).write(nil, database)
        }
        for chat in chats { context.touch(EntityID([UInt8](chat))) }
    }
}
