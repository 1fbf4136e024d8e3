import GRDB
import SkeinCRDT
import SkeinWire

import struct Foundation.Data

/// An entity's row: what the log says, and what is shown where own unsent edits make a difference.
struct EntityRow {
    /// The row's key; nil until it is first stored.
    var key: Int64?
    var firstDot: Dot?
    var logged: EntityState
    /// Nil where it equals `logged`.
    var shown: EntityState?

    init(new id: EntityID, schema: Schema) {
        logged = EntityState(id: id, cells: [:], schema: schema)
    }

    static func load(_ id: EntityID, schema: Schema, _ database: Database) throws -> EntityRow? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT key, firstDevice, firstCounter, logged, shown FROM entity WHERE id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [Data(id.bytes)]) else { return nil }
        var entity = EntityRow(new: id, schema: schema)
        entity.key = row[0]
        if let device = row[1] as Int64?, let counter = row[2] as Int64? {
            entity.firstDot = Dot(
                device: DeviceNumber(UInt16(truncatingIfNeeded: device)), counter: UInt64(counter))
        }
        entity.logged.cells = try CellCodec.decode([UInt8](row[3] as Data))
        if let bytes = row[4] as Data? {
            var shown = entity.logged
            shown.cells = try CellCodec.decode([UInt8](bytes))
            entity.shown = shown
        }
        return entity
    }

    /// Stores the row; sets `key` at the first time.
    mutating func save(_ database: Database) throws {
        let conflicts = (shown ?? logged).conflicts.count
        let logged = Data(CellCodec.encode(logged.cells))
        let shown = shown.map { Data(CellCodec.encode($0.cells)) }
        let device = firstDot.map { Int64($0.device.rawValue) }
        let counter = firstDot.map { Int64(clamping: $0.counter) }
        if let key {
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE entity SET firstDevice = ?, firstCounter = ?, logged = ?, shown = ?,
                        conflicts = ? WHERE key = ?
                    """)
            try statement.execute(arguments: [device, counter, logged, shown, conflicts, key])
        } else {
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO entity (id, firstDevice, firstCounter, logged, shown, conflicts)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """)
            try statement.execute(arguments: [
                Data(self.logged.id.bytes), device, counter, logged, shown, conflicts,
            ])
            key = database.lastInsertedRowID
        }
    }
}
