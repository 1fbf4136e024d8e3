import GRDB
public import SkeinCRDT
public import SkeinWire

import struct Foundation.Data

extension ReplicaStore {
    /// What is shown of an entity; nil if nothing of it is known.
    public func entity(_ id: EntityID) throws(StoreError) -> EntityState? {
        try read { try self.state(of: id, $0) }
    }

    func state(of id: EntityID, _ database: Database) throws -> EntityState? {
        let row = try EntityRow.load(id, schema: schema, database)
        return row.map { $0.shown ?? $0.logged }
    }

    /// The text behind a hash; nil where its record is missing or unreadable.
    public func text(of hash: ContentHash) throws(StoreError) -> String? {
        try read { try self.text(of: hash, $0) }
    }

    func text(of hash: ContentHash, _ database: Database) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT text FROM content WHERE hash = ?")
        return try Data.fetchOne(statement, arguments: [Data(hash.bytes)])
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The name by which the log first knew an entity; nil while it does not.
    package func firstDot(of id: EntityID) throws(StoreError) -> Dot? {
        try read { try EntityRow.load(id, schema: self.schema, $0)?.firstDot }
    }

    func entity(firstDot dot: Dot, _ database: Database) throws -> EntityID? {
        let statement = try database.cachedStatement(
            sql: "SELECT id FROM entity WHERE firstDevice = ? AND firstCounter = ?")
        return try Data.fetchOne(
            statement, arguments: [Int64(dot.device.rawValue), Int64(clamping: dot.counter)]
        ).map { EntityID([UInt8]($0)) }
    }

    /// The ids of all entities that anything is known of, sorted.
    public func entityIDs() throws(StoreError) -> [EntityID] {
        try read { database in
            try Data.fetchAll(database, sql: "SELECT id FROM entity ORDER BY id")
                .map { EntityID([UInt8]($0)) }
        }
    }

    /// Every entity with values that contradict each other, by id, with the fields concerned.
    public func conflicts() throws(StoreError) -> [EntityConflict] {
        try read { database in
            let ids = try Data.fetchAll(
                database, sql: "SELECT id FROM entity WHERE conflicts > 0 ORDER BY id")
            return try ids.compactMap { bytes in
                let id = EntityID([UInt8](bytes))
                guard let state = try self.state(of: id, database) else { return nil }
                return EntityConflict(state: state, fields: state.conflicts)
            }
        }
    }

    /// The format of the databases that this build writes.
    public static var format: Int { StoreLayout.format }

    /// When the log was last found complete, by this device's clock; nil before the first time.
    public func lastCompleteSync() throws(StoreError) -> WallTime? {
        try read { try StoredMeta.number($0, "lastComplete") }.map { WallTime(milliseconds: $0) }
    }

    package func setLastCompleteSync(_ time: WallTime) throws(StoreError) {
        try transaction { try StoredMeta.put($0, "lastComplete", time.milliseconds) }
    }

    // MARK: What only this device knows

    /// A value that is not replicated: a cursor, a mark.
    public func local(_ key: String) throws(StoreError) -> [UInt8]? {
        try read { database in
            try Data.fetchOne(
                try database.cachedStatement(sql: "SELECT value FROM local WHERE key = ?"),
                arguments: [key]
            ).map { [UInt8]($0) }
        }
    }

    /// Stores a value that is not replicated, on the disk when this returns; nil forgets it.
    public func setLocal(_ key: String, _ value: [UInt8]?) throws(StoreError) {
        try transaction { try self.setLocal(key, value, $0) }
    }

    func setLocal(_ key: String, _ value: [UInt8]?, _ database: Database) throws {
        guard let value else {
            try database.execute(sql: "DELETE FROM local WHERE key = ?", arguments: [key])
            return
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)",
            arguments: [key, Data(value)])
    }

    /// A function that stores a mark on the disk; may be called from any thread. True for the one
    /// call that set the mark, for ever after false: what it guards happens once.
    ///
    /// A mark `m` is then found by `local(ReplicaStore.markKey(m))`.
    ///
    /// While the store is being rebuilt no mark can be set: one that was there may be lost.
    public func marker() -> @Sendable ([UInt8]) -> Bool {
        let connection = connection
        return { mark in
            #if PLANTED_BUGS
                if planted(.markNotKept) { return true }
            #endif
            do {
                return try connection.write { try Self.set(mark, $0) }
            } catch {
                // The caller must not go on; it says so to whoever asked for the call.
                return false
            }
        }
    }

    private static func set(_ mark: [UInt8], _ database: Database) throws -> Bool {
        guard try StoredMeta.number(database, StoredMeta.rebuildingKey) == nil else {
            return false
        }
        try database.execute(
            sql: "INSERT OR IGNORE INTO local (key, value) VALUES (?, ?)",
            arguments: [markKey(mark), Data([1])])
        return database.changesCount == 1
    }

    /// The mark of one attempt at an act.
    public static func mark(of act: EntityID, attempt: UInt64) -> [UInt8] {
        Array("send".utf8) + act.bytes + withUnsafeBytes(of: attempt.bigEndian, Array.init)
    }

    public static func markKey(_ mark: [UInt8]) -> String { "mark/" + Hex.encode(mark) }

    /// The keys of this device's own values that begin with a prefix, in order.
    public func localKeys(prefix: String) throws(StoreError) -> [String] {
        try read { database in
            try String.fetchAll(database, sql: "SELECT key FROM local ORDER BY key")
                .filter { $0.hasPrefix(prefix) }
        }
    }
}

/// One entity in conflict.
public struct EntityConflict: Hashable, Sendable {
    public let state: EntityState
    /// In the order of the schema.
    public let fields: [String]
}
