public import Foundation
public import GRDB
public import SkeinCRDT
package import SkeinWire

/// One replica's database: the log as ingested, own unsent edits on top, and what is shown of both.
///
/// Only `record`, `ingest` and `withdraw` change merged state; each public call is one transaction
/// and has reached the disk when it returns. Not `Sendable`: one actor owns it, and one process
/// (another is refused with `StoreError.locked`).
public final class ReplicaStore {
    public let folder: URL
    public let schema: Schema
    let views: Views
    let queue: DatabaseQueue
    private let lock: OwnerLock

    /// The verified log's state: members, author heads, size; nil before a workspace is joined.
    package internal(set) var log: LogState?
    /// This device's keys' name; nil before joining.
    package internal(set) var device: DeviceID?
    var clock = HybridClock()
    /// The counter that the next own operation takes at least.
    var nextCounter: UInt64 = 1
    /// Opens sealed records: the key of an epoch, if this device holds it.
    package var epochKey: @Sendable (UInt32) -> [UInt8]? = { _ in nil }

    /// Opens or creates the store in a folder (created with mode 0700 where missing).
    ///
    /// - Throws: `StoreError`; a newer format is refused untouched, an older one is copied first
    ///   and then migrated in one transaction.
    public init(folder: URL, schema: Schema, views: Views = .none) throws(StoreError) {
        self.folder = folder
        self.schema = schema
        self.views = views
        try Self.makeFolder(folder)
        lock = try OwnerLock(path: folder.appending(path: "lock").path)
        let path = Self.databasePath(folder)
        queue = try DatabaseOpening.open(path: path, inspect: StoreMigration.inspect)
        try StoreMigration.run(queue, path: path, views: views)
        let stored = try StoreFailure.translating(path: path) {
            try queue.read(StoredMeta.load)
        }
        log = stored.log
        device = stored.device
        clock = stored.clock
        nextCounter = stored.nextCounter
        try refillViewsIfChanged()
    }

    public static func databasePath(_ folder: URL) -> String {
        folder.appending(path: "replica.sqlite").path
    }

    private static func makeFolder(_ folder: URL) throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unreachable(path: folder.path, detail: error.localizedDescription)
        }
    }

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
    public func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        try StoreFailure.translating(path: Self.databasePath(folder)) { try queue.read(body) }
    }

    /// One transaction; what this object remembers is put back if it fails.
    func transaction<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        let before = (log, device, clock, nextCounter)
        do {
            return try StoreFailure.translating(path: Self.databasePath(folder)) {
                try queue.write(body)
            }
        } catch {
            (log, device, clock, nextCounter) = before
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
