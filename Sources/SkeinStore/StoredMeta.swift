import GRDB
import SkeinCRDT
import SkeinWire

import struct Foundation.Data

/// The rows of `meta`: what a replica knows about itself.
struct StoredMeta {
    var log: LogState?
    var device: DeviceID?
    var clock: HybridClock
    var nextCounter: UInt64
    var isRebuilding: Bool

    /// There from the loss of a database until its log is complete again.
    static let rebuildingKey = "rebuilding"
    /// The highest counter of the edits that a rebuild took back from the journal.
    static let takenBackKey = "takenBackThrough"

    /// The number of the last transaction.
    static let commitsKey = "commits"

    static func load(_ database: Database) throws -> StoredMeta {
        let time = try number(database, "clockMilliseconds") ?? 0
        let counter = try number(database, "clockCounter") ?? 0
        let stamp = HybridTime(
            milliseconds: UInt64(clamping: time), counter: UInt16(clamping: counter))
        return StoredMeta(
            log: try bytes(database, "log").map { try LogState.decode($0) },
            device: try bytes(database, "device").map { DeviceID($0) },
            clock: HybridClock(last: stamp),
            nextCounter: UInt64(clamping: try number(database, "nextCounter") ?? 1),
            isRebuilding: try number(database, rebuildingKey) != nil)
    }

    static func save(_ database: Database, log: LogState) throws {
        try put(database, "log", log.encoded())
    }

    static func save(_ database: Database, device: DeviceID) throws {
        try put(database, "device", device.bytes)
    }

    static func save(_ database: Database, clock: HybridClock, nextCounter: UInt64) throws {
        try put(database, "clockMilliseconds", Int64(clamping: clock.last.milliseconds))
        try put(database, "clockCounter", Int64(clock.last.counter))
        try put(database, "nextCounter", Int64(clamping: nextCounter))
    }

    static func bytes(_ database: Database, _ key: String) throws -> [UInt8]? {
        try Data.fetchOne(try select(database), arguments: [key]).map { [UInt8]($0) }
    }

    static func number(_ database: Database, _ key: String) throws -> Int64? {
        try Int64.fetchOne(try select(database), arguments: [key])
    }

    private static func select(_ database: Database) throws -> Statement {
        try database.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?")
    }

    static func put(_ database: Database, _ key: String, _ value: [UInt8]) throws {
        try put(database, [key, Data(value)])
    }

    static func put(_ database: Database, _ key: String, _ value: Int64) throws {
        try put(database, [key, value])
    }

    private static func put(_ database: Database, _ row: StatementArguments) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
            .execute(arguments: row)
    }
}
