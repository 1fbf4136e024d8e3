import GRDB
public import SkeinCRDT
public import SkeinWire

import struct Foundation.Data

/// One operation as history shows it.
public struct HistoryItem: Hashable, Sendable {
    public let operation: Operation
    /// Nil while it is unsent.
    public let logIndex: UInt64?
    /// The relay's time of its entry (milliseconds); nil while it is unsent.
    public let logTime: UInt64?
    public let device: DeviceNumber
    public let person: UInt32?
    /// Why the rules void it; nil where it counts.
    public let refusal: String?
}

extension ReplicaStore {
    /// Every operation on an entity, in log order, own unsent ones last.
    ///
    /// The sealed structure records are the history; each that holds the entity is opened.
    public func history(of id: EntityID) throws(StoreError) -> [HistoryItem] {
        try read { database in
            guard let row = try EntityRow.load(id, schema: self.schema, database), let key = row.key
            else { return [] }
            let indices = try Int64.fetchAll(
                database, sql: "SELECT entry FROM posting WHERE entity = ? ORDER BY entry",
                arguments: [key])
            var items: [HistoryItem] = []
            for index in indices {
                items += try self.history(index: index, database) {
                    $0.action.entity == id
                }
            }
            let unsent = try self.unsentOperations(entity: key, database)
            return items + unsent.map { self.item($0, index: nil, time: nil, refusal: nil) }
        }
    }

    /// The operations of one entry that match, in their order.
    func history(
        index: Int64, _ database: Database, where matches: (Operation) -> Bool
    ) throws -> [HistoryItem] {
        guard let (opened, time) = try openStored(index: index, database) else { return [] }
        var items: [HistoryItem] = []
        for (position, operation) in opened.operations.enumerated() where matches(operation) {
            let refusal = try String.fetchOne(
                database, sql: "SELECT reason FROM refusal WHERE entry = ? AND position = ?",
                arguments: [index, position])
            items.append(
                item(operation, index: UInt64(index), time: time, refusal: refusal))
        }
        return items
    }

    private func item(
        _ operation: Operation, index: UInt64?, time: UInt64?, refusal: String?
    ) -> HistoryItem {
        HistoryItem(
            operation: operation, logIndex: index, logTime: time, device: operation.dot.device,
            person: person(of: operation.dot.device), refusal: refusal)
    }

    /// A stored batch's operations and log time; nil for a member entry or a void one.
    private func openStored(
        index: Int64, _ database: Database
    ) throws -> (OpenedBatch, UInt64)? {
        guard
            let row = try Row.fetchOne(
                database,
                sql: "SELECT bytes, refusal, device FROM entry WHERE position = ?",
                arguments: [index]),
            row[1] as String? == nil, let device = row[2] as Int64?
        else { return nil }
        let records = try Data.fetchAll(
            database, sql: "SELECT bytes FROM record WHERE entry = ? ORDER BY position",
            arguments: [index])
        let entry = try LogEntry.decode([UInt8](row[0] as Data))
        let pulled = PulledEntry(entry: entry, records: records.map { [UInt8]($0) })
        guard let batch = pulled.batch,
            let key = epochKey(try BatchHeader.decode(batch.header).epoch)
        else { return nil }
        let opened = try Batch.open(
            batch, epochKey: key, device: DeviceNumber(UInt16(truncatingIfNeeded: device)),
            lastCounter: 0
        ) { try self.entity(firstDot: $0, database) }
        return (opened, entry.time)
    }
}
