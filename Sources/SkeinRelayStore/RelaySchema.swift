import GRDB

/// The tables of a relay's store, version by version. Every key begins with the workspace id, so
/// that workspaces can be moved, and several relay processes can share a larger store, without
/// another layout.
///
/// | table | one row per | remark |
/// | --- | --- | --- |
/// | workspace | workspace | head of the log: size, last log time (ms), bytes, Merkle root |
/// | snapshot | workspace | `LogState` at some size; apart because it is long and seldom changes |
/// | note | workspace | newest checkpoint as signed, and when (ms) |
/// | entry | entry | bytes as served, leaf hash, root of the tree that it ends, key for repeats |
/// | record | sealed record | its leaf hash stays if the record is ever erased |
/// | join_request | pending request | posted (ms) |
///
/// A table without row ids has the columns of its key first and in the key's order: SQLite 3.40's
/// `quick_check` calls NULL what it finds in another order.
struct RelaySchema: Sendable {
    /// `SkRl`: tells a relay's store from any other SQLite file.
    static let applicationID: Int32 = 0x536B_526C

    /// Statements of one version; element 0 creates version 1 from nothing, element n turns
    /// version n into n + 1. A released element is never changed.
    let steps: [[String]]

    var version: Int { steps.count }

    static let current = RelaySchema(steps: [versionOne, versionTwo])

    /// Pages have checksums, which `StoreFile` gives them before.
    private static let versionTwo: [String] = []

    private static let versionOne = [
        """
        CREATE TABLE workspace (
            workspace BLOB NOT NULL PRIMARY KEY CHECK (length(workspace) = 32),
            size INTEGER NOT NULL, last_time INTEGER NOT NULL, bytes INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE snapshot (
            workspace BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, state BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE note (
            workspace BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, time INTEGER NOT NULL,
            note BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE entry (
            workspace BLOB NOT NULL, position INTEGER NOT NULL, key BLOB NOT NULL,
            time INTEGER NOT NULL, leaf BLOB NOT NULL, root BLOB NOT NULL, entry BLOB NOT NULL,
            PRIMARY KEY (workspace, position), UNIQUE (workspace, key)
        ) STRICT
        """,
        """
        CREATE TABLE record (
            workspace BLOB NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL,
            leaf BLOB NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY (workspace, position, number)
        ) STRICT
        """,
        """
        CREATE TABLE join_request (
            workspace BLOB NOT NULL, posted INTEGER NOT NULL, invite BLOB NOT NULL,
            request BLOB NOT NULL, PRIMARY KEY (workspace, posted, invite, request)
        ) STRICT
        """,
    ]

    /// Brings a database of `found` (0: empty) to this schema. The caller holds the transaction, so
    /// that the version changes with the tables or not at all.
    func migrate(_ database: Database, from found: Int) throws {
        for statement in steps[found...].joined() { try database.execute(sql: statement) }
        try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }
}
