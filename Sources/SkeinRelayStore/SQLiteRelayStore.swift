import GRDB
package import SkeinFiles
package import SkeinRelay
package import SkeinWire

package import struct Foundation.Data
package import struct Foundation.URL

/// The relay's logs in one SQLite file: one connection, one process, every commit synced.
package final class SQLiteRelayStore: RelayStore, Sendable {
    private let queue: DatabaseQueue

    /// Opens the store in `folder`, creating it where there is none.
    ///
    /// The caller holds the folder's lock (see `RelayFolder`).
    package convenience init(
        folder: URL, files: any FileSystem = SystemFileSystem()
    ) throws(RelayStoreError) {
        try self.init(folder: folder, schema: .current, files: files)
    }

    init(
        folder: URL, schema: RelaySchema, files: any FileSystem = SystemFileSystem()
    ) throws(RelayStoreError) {
        queue = try StoreFile(folder: folder, schema: schema, files: files).open()
    }

    package func workspaceCount() throws(RelayStoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM workspace") ?? 0 }
    }

    package func lastTime() throws(RelayStoreError) -> UInt64 {
        try read {
            UInt64(try Int64.fetchOne($0, sql: "SELECT max(last_time) FROM workspace") ?? 0)
        }
    }

    package func head(of workspace: WorkspaceID) throws(RelayStoreError) -> WorkspaceHead? {
        try read { try Self.head($0, workspace) }
    }

    package func snapshot(of workspace: WorkspaceID) throws(RelayStoreError) -> StateSnapshot? {
        let sql = "SELECT size, state FROM snapshot WHERE workspace = ?"
        return try read { database in
            try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [workspace.blob])
                .map { StateSnapshot(size: $0.unsigned(0), state: $0.bytes(1)) }
        }
    }

    package func note(of workspace: WorkspaceID) throws(RelayStoreError) -> StoredNote? {
        let sql = "SELECT size, time, note FROM note WHERE workspace = ?"
        return try read { database in
            try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [workspace.blob])
                .map {
                    StoredNote(size: $0.unsigned(0), time: $0.unsigned(1), bytes: $0.bytes(2))
                }
        }
    }

    package func find(
        key: [UInt8], in workspace: WorkspaceID
    ) throws(RelayStoreError) -> (index: UInt64, time: UInt64)? {
        let sql = "SELECT position, time FROM entry WHERE workspace = ? AND key = ?"
        return try read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: sql), arguments: [workspace.blob, Data(key)]
            ).map { ($0.unsigned(0), $0.unsigned(1)) }
        }
    }

    package func root(
        at size: UInt64, in workspace: WorkspaceID
    ) throws(RelayStoreError) -> [UInt8]? {
        guard size >= 1, size <= Int64.max else { return nil }
        let sql = "SELECT root FROM entry WHERE workspace = ? AND position = ?"
        return try read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: sql), arguments: [workspace.blob, Int64(size - 1)]
            ).map { $0.bytes(0) }
        }
    }

    package func entries(
        of workspace: WorkspaceID, from: UInt64, entriesMax: Int, bytesMax: Int
    ) throws(RelayStoreError) -> [LogPage.Item] {
        guard from <= Int64.max else { return [] }
        return try read { database in
            try EntryReader(database, workspace).page(
                from: Int64(from), entriesMax: entriesMax, bytesMax: bytesMax)
        }
    }

    package func append(
        _ append: LogAppend, to workspace: WorkspaceID
    ) throws(RelayStoreError) -> Bool {
        try write { database in
            let size = try Self.head(database, workspace)?.size ?? 0
            guard size == append.index else { return false }
            try EntryWriter(database, workspace).write(append)
            return true
        }
    }

    package func save(_ note: StoredNote, of workspace: WorkspaceID) throws(RelayStoreError) {
        try write { try EntryWriter($0, workspace).write(note) }
    }

    package func joins(
        of workspace: WorkspaceID, since: UInt64
    ) throws(RelayStoreError) -> [PendingJoin] {
        let sql = """
            SELECT invite, request, posted FROM join_request
            WHERE workspace = ? AND posted >= ? ORDER BY posted, invite, request
            """
        return try read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: sql),
                arguments: [workspace.blob, Int64(clamping: since)]
            ).map {
                PendingJoin(invite: $0.bytes(0), request: $0.bytes(1), posted: $0.unsigned(2))
            }
        }
    }

    package func add(
        _ join: PendingJoin, to workspace: WorkspaceID, since: UInt64, countMax: Int
    ) throws(RelayStoreError) -> Bool {
        try write { database in
            try JoinWriter(database, workspace).add(join, since: since, countMax: countMax)
        }
    }

    private static func head(_ database: Database, _ workspace: WorkspaceID) throws
        -> WorkspaceHead?
    {
        let sql = "SELECT size, last_time, bytes, root FROM workspace WHERE workspace = ?"
        return try Row.fetchOne(
            database.cachedStatement(sql: sql), arguments: [workspace.blob]
        ).map {
            WorkspaceHead(
                size: $0.unsigned(0), lastTime: $0.unsigned(1), bytes: $0.unsigned(2),
                root: $0.bytes(3))
        }
    }

    private func read<T>(_ body: (Database) throws -> T) throws(RelayStoreError) -> T {
        // Not `read`: the pragma that it turns on and off has SQLite compile every cached statement
        // anew. The queue is this store's alone, and its bodies are all here.
        do { return try queue.unsafeRead(body) } catch { throw RelayStoreError(error) }
    }

    private func write<T>(_ body: (Database) throws -> T) throws(RelayStoreError) -> T {
        do { return try queue.write(body) } catch { throw RelayStoreError(error) }
    }
}

extension WorkspaceID {
    var blob: Data { Data(bytes) }
}

extension Row {
    /// Columns that the schema declares NOT NULL and STRICT; a damaged value reads as 0 or empty,
    /// which the hashes above it do not match.
    func unsigned(_ column: Int) -> UInt64 { UInt64(clamping: self[column] as Int64? ?? 0) }

    func bytes(_ column: Int) -> [UInt8] { [UInt8](self[column] as Data? ?? Data()) }
}
