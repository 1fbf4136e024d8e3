import GRDB

/// The tables of a replica's database, format 2.
///
/// | table | a row is |
/// | --- | --- |
/// | `meta` | a fact about the store: format, log state, checkpoint, counters, clock |
/// | `entry` | a log entry: its bytes, leaf, the root after it, its verdict |
/// | `author` | the highest counter that a device has used |
/// | `record` | a sealed record of a batch, as received |
/// | `entity` | an entity: packed alive values, logged and (where unsent edits differ) shown |
/// | `posting` | "this entry holds operations on this entity" |
/// | `content` | a text by its hash |
/// | `unsent` | an own operation that is not in the log yet |
/// | `pending` | the one sealed batch that is on its way to the relay |
/// | `act`, `lease` | log-ordered state, logged and shown |
/// | `refusal` | an operation that the log holds but the rules void |
/// | `local` | what only this device knows: cursors, marks |
enum StoreLayout {
    static let format = 2

    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE meta (
                    key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE local (
                    key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE entry (
                    position INTEGER PRIMARY KEY NOT NULL, time INTEGER NOT NULL,
                    bytes BLOB NOT NULL,
                    root BLOB NOT NULL, refusal TEXT, device INTEGER);
                CREATE TABLE author (
                    device INTEGER PRIMARY KEY NOT NULL, lastCounter INTEGER NOT NULL);
                CREATE TABLE record (
                    entry INTEGER NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL,
                    PRIMARY KEY (entry, position)) WITHOUT ROWID;
                CREATE TABLE entity (
                    key INTEGER PRIMARY KEY NOT NULL, id BLOB NOT NULL UNIQUE,
                    firstDevice INTEGER, firstCounter INTEGER,
                    logged BLOB NOT NULL, shown BLOB, conflicts INTEGER NOT NULL DEFAULT 0);
                CREATE UNIQUE INDEX entityByFirstDot ON entity (firstDevice, firstCounter)
                    WHERE firstDevice IS NOT NULL;
                CREATE INDEX entityInConflict ON entity (conflicts) WHERE conflicts > 0;
                CREATE TABLE posting (
                    entity INTEGER NOT NULL, entry INTEGER NOT NULL,
                    PRIMARY KEY (entity, entry)) WITHOUT ROWID;
                CREATE TABLE content (
                    hash BLOB PRIMARY KEY NOT NULL, salt BLOB NOT NULL, text BLOB NOT NULL)
                    WITHOUT ROWID;
                CREATE TABLE unsent (
                    counter INTEGER PRIMARY KEY NOT NULL, entity INTEGER NOT NULL,
                    operation BLOB NOT NULL, madeAt INTEGER NOT NULL);
                CREATE INDEX unsentByEntity ON unsent (entity, counter);
                CREATE TABLE pending (
                    only INTEGER PRIMARY KEY CHECK (only = 1), batch BLOB NOT NULL,
                    lastCounter INTEGER NOT NULL);
                CREATE TABLE act (
                    entity INTEGER PRIMARY KEY NOT NULL, id BLOB NOT NULL UNIQUE,
                    lane BLOB NOT NULL,
                    state TEXT NOT NULL, logged BLOB, shown BLOB NOT NULL);
                CREATE INDEX actByLane ON act (lane, state);
                CREATE TABLE lease (
                    entity INTEGER PRIMARY KEY NOT NULL, id BLOB NOT NULL UNIQUE,
                    record BLOB NOT NULL);
                CREATE TABLE refusal (
                    entry INTEGER NOT NULL, position INTEGER NOT NULL, device INTEGER NOT NULL,
                    counter INTEGER NOT NULL, reason TEXT NOT NULL,
                    PRIMARY KEY (entry, position)) WITHOUT ROWID;
                """)
    }
}
