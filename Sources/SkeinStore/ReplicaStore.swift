public import GRDB
public import SkeinCRDT
package import SkeinFiles
package import SkeinWire

public import struct Foundation.URL

/// One replica's database: the log as ingested, own unsent edits on top, and what is shown of both.
///
/// Only `record`, `ingest` and `withdraw` change merged state; each public call is one transaction
/// and has reached the disk when it returns. Not `Sendable`: one actor owns it, and one process
/// (another is refused with `StoreError.locked`).
public final class ReplicaStore {
    public let folder: URL
    public let schema: Schema
    let views: Views
    let files: any FileSystem
    let connection: StoreConnection
    let journal: PendingJournal
    /// Nil once the store is closed.
    var lock: (any FileLock)?

    /// The verified log's state: members, author heads, size; nil before a workspace is joined.
    package internal(set) var log: LogState?
    /// This device's keys' name; nil before joining.
    package internal(set) var device: DeviceID?
    var clock = HybridClock()
    /// The counter that the next own operation takes at least.
    var nextCounter: UInt64 = 1
    /// The log is being read again after the database was lost: nothing can be recorded until the
    /// journal's edits have been taken back.
    package internal(set) var isRebuilding = false
    /// Texts of the operations that the transaction under way records, for the journal.
    var freshContents: [ContentHash: Content] = [:]
    var upkeep = Upkeep()
    /// Opens sealed records: the key of an epoch, if this device holds it.
    package var epochKey: @Sendable (UInt32) -> [UInt8]? = { _ in nil }

    /// Opens or creates the store in a folder (created with mode 0700 where missing).
    ///
    /// After an unclean end the database is checked first, which takes time in proportion to the
    /// log.
    ///
    /// - Throws: `StoreError`; a newer format is refused untouched, an older one is copied first
    ///   and then migrated in one transaction.
    public convenience init(
        folder: URL, schema: Schema, views: Views = .none
    ) throws(StoreError) {
        try self.init(folder: folder, schema: schema, views: views, files: SystemFileSystem())
    }

    /// As the other one, with the files beside the database (and their folder) kept by `files`.
    package init(
        folder: URL, schema: Schema, views: Views = .none, files: any FileSystem
    ) throws(StoreError) {
        self.folder = folder
        self.schema = schema
        self.views = views
        self.files = files
        let path = Self.databasePath(folder)
        lock = try files.translating { files throws(FileError) in
            try files.makeFolder(folder.path)
            return try files.lock(folder.appending(path: "lock").path)
        }
        journal = PendingJournal(folder: folder.path, files: files)
        connection = StoreConnection(
            try DatabaseOpening.open(path: path, inspect: StoreMigration.inspect), path: path)
        try StoreMigration.run(connection.queue, path: path, views: views, files: files)
        try DatabaseOpening.demandChecksums(connection.queue, path: path)
        try begin()
    }

    /// An empty store in memory with the same schema, views and keys; it touches no file.
    init(twinOf store: ReplicaStore) throws(StoreError) {
        folder = store.folder
        schema = store.schema
        views = store.views
        files = store.files
        epochKey = store.epochKey
        lock = store.lock
        journal = PendingJournal(folder: folder.path, files: files)
        upkeep.isClosed = true
        let path = ":memory:"
        let queue = try StoreFailure.translating(path: path) { try DatabaseQueue() }
        connection = StoreConnection(queue, path: path)
        try StoreMigration.run(queue, path: path, views: views, files: files)
    }

    deinit { closeAtEnd() }

    /// The database of a store's folder; SQLite keeps its log beside it, with `-wal` after the
    /// name.
    public static func databasePath(_ folder: URL) -> String {
        folder.appending(path: "replica.sqlite").path
    }

    var queue: DatabaseQueue { connection.queue }

    /// Names the workspace and this device; done once, when a genesis or `add` entry is at hand.
    package func adopt(workspace: WorkspaceID, device: DeviceID) throws(StoreError) {
        try transaction { database in
            let log = self.log ?? LogState(workspace: workspace)
            try StoredMeta.save(database, log: log)
            try StoredMeta.save(database, device: device)
            self.log = log
            self.device = device
        }
    }

    /// Reads with SQL: view tables, or the store's own.
    ///
    /// - Throws: `StoreError.unreachable`, and nothing is changed, where the body writes.
    public func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        try connection.perform { try $0.readKeepingStatements(body) }
    }

    /// One transaction; what this object remembers is put back if it fails.
    func transaction<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        try refuseWithoutRoom()
        let before = (log, device, clock, nextCounter)
        do {
            return try connection.write(body)
        } catch {
            #if PLANTED_BUGS
                if planted(.memoryNotUndone) { throw error }
            #endif
            (log, device, clock, nextCounter) = before
            if error == .diskFull { giveUpBallast() }
            throw error
        }
    }

    // MARK: Who and where

    /// This device as a member; nil before the log says so.
    package var member: Member? {
        guard let log, let device else { return nil }
        return log.membership.member(device)
    }

    /// The number of log entries fully ingested.
    public var logSize: UInt64 { log?.size ?? 0 }

    /// The relay's time of the last ingested entry (milliseconds); 0 before the first.
    public var lastLogTime: UInt64 { log?.lastTime ?? 0 }

    /// The person that a device acts for; nil if there is no such device.
    public func person(of device: DeviceNumber) -> UInt32? {
        log?.membership.member(device)?.person
    }
}
