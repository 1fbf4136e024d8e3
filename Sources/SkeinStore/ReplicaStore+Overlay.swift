import GRDB
import SkeinCRDT
import SkeinWire

import struct Foundation.Data

/// Own unsent edits lie over the log as an overlay: the logged state stays as it is, the shown
/// state is folded anew whenever either changes (rule 9).
extension ReplicaStore {
    /// Stores one new own operation and shows its effect.
    ///
    /// - Returns: the entity whose view has to follow.
    func overlay(
        _ operation: Operation, madeAt now: WallTime, _ database: Database
    ) throws -> EntityID {
        let subject = operation.action.entity
        var row =
            try EntityRow.load(subject, schema: schema, database)
            ?? EntityRow(new: subject, schema: schema)
        if case .act = operation.action {
        } else {
            var shown = row.shown ?? row.logged
            shown.apply(operation, key: .unsent(operation))
            row.shown = shown
        }
        try row.save(database)
        try database.cachedStatement(
            sql: "INSERT INTO unsent (counter, entity, operation, madeAt) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            Int64(clamping: operation.dot.counter), row.key,
            Data(OperationCodec.encode(operation)), now.milliseconds,
        ])
        guard case .act = operation.action else { return subject }
        return try refoldAct(subject, database) ?? subject
    }

    /// Folds the unsent operations of an entity over its logged state once more.
    func refold(_ id: EntityID, _ database: Database) throws {
        guard var row = try EntityRow.load(id, schema: schema, database), let key = row.key
        else { return }
        try refold(&row, key: key, database)
        try row.save(database)
        _ = try refoldAct(id, database)
    }

    func refold(_ row: inout EntityRow, key: Int64, _ database: Database) throws {
        let waiting = try unsentOperations(entity: key, database).filter { !$0.isAct }
        guard !waiting.isEmpty else {
            row.shown = nil
            return
        }
        #if PLANTED_BUGS
            if planted(.overlayLost) { return row.shown = nil }
        #endif
        var shown = row.logged
        for operation in waiting { shown.apply(operation, key: .unsent(operation)) }
        row.shown = shown
    }

    // MARK: What is unsent

    /// Oldest first.
    func unsentOperations(_ database: Database) throws -> [Operation] {
        try decodeUnsent(
            try Data.fetchAll(
                try database.cachedStatement(sql: "SELECT operation FROM unsent ORDER BY counter")))
    }

    func unsentOperations(entity key: Int64, _ database: Database) throws -> [Operation] {
        let statement = try database.cachedStatement(
            sql: "SELECT operation FROM unsent WHERE entity = ? ORDER BY counter")
        return try decodeUnsent(try Data.fetchAll(statement, arguments: [key]))
    }

    private func decodeUnsent(_ rows: [Data]) throws -> [Operation] {
        guard !rows.isEmpty else { return [] }
        guard let number = member?.number else {
            throw StoreError.inconsistent("unsent operations of a device that is no member")
        }
        return try rows.map { try OperationCodec.decode([UInt8]($0), device: number) }
    }

    /// How many own operations the log does not hold yet.
    public var unsentCount: Int {
        get throws(StoreError) {
            try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unsent") ?? 0 }
        }
    }
}

extension OrderKey {
    /// After everything logged, by raw stamp, then by the order of making.
    static func unsent(_ operation: Operation) -> OrderKey {
        OrderKey(
            stamp: operation.stamp, logIndex: unsentIndex,
            position: UInt32(truncatingIfNeeded: operation.dot.counter))
    }
}

extension Operation {
    var isAct: Bool {
        if case .act = action { true } else { false }
    }
}
