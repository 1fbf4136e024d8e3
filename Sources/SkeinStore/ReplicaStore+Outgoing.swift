import GRDB
import SkeinCRDT
package import SkeinWire

import struct Foundation.Data

/// What goes up to the relay: own unsent operations, sealed into one batch at a time.
extension ReplicaStore {
    /// The sealed batch that is on its way; sent again byte for byte until the log shows it.
    package func pendingBatch() throws(StoreError) -> SealedBatch? {
        try read { database in
            try Data.fetchOne(try database.cachedStatement(sql: "SELECT batch FROM pending"))
                .map { try SealedBatch.decode([UInt8]($0)) }
        }
    }

    /// The oldest unsent operations, as many as fit a batch, with their texts.
    package func nextBatch() throws(StoreError) -> (operations: [Operation], contents: [Content]) {
        try read { database in
            let rows = try Data.fetchAll(
                try database.cachedStatement(
                    sql: "SELECT operation FROM unsent ORDER BY counter LIMIT ?"),
                arguments: [BatchLimits.operationsMax])
            guard !rows.isEmpty, let number = self.member?.number else { return ([], []) }
            let operations = try rows.map {
                try OperationCodec.decode([UInt8]($0), device: number)
            }
            let contents = try operations.flatMap { try self.contents(of: $0, database) }
            let count = try Batch.prefixThatFits(operations, contents: contents)
            let fitting = Array(operations[..<count])
            return (fitting, Batch.contents(for: fitting, of: contents))
        }
    }

    /// Every unsent operation, oldest first, with the texts of all.
    package func unsent() throws(StoreError) -> (operations: [Operation], contents: [Content]) {
        try read { database in
            let operations = try self.unsentOperations(database)
            return (operations, try operations.flatMap { try self.contents(of: $0, database) })
        }
    }

    /// Stores a sealed batch before it is sent for the first time, and has the journal follow:
    /// should the database lose its end after this, its counters are not given out a second time.
    package func keepPending(_ batch: SealedBatch, lastCounter: UInt64) throws(StoreError) {
        try transaction { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO pending (only, batch, lastCounter) VALUES (1, ?, ?)",
                arguments: [Data(batch.encoded()), Int64(clamping: lastCounter)])
        }
        // The second copy: a failure shows at the next turn.
        try? writeJournal()
    }

    /// Forgets a sealed batch that can never become valid; its operations wait for a new one.
    ///
    /// To be called only when the verified log proves it (rule 4).
    package func dropPending() throws(StoreError) {
        try transaction { try $0.execute(sql: "DELETE FROM pending") }
    }

    // MARK: The relay's word

    /// The newest note whose root was recomputed here.
    package func checkpoint() throws(StoreError) -> [UInt8]? {
        try read { try StoredMeta.bytes($0, "checkpoint") }
    }

    /// Stores a note before anything that it covers is shown.
    package func keepCheckpoint(_ note: [UInt8]) throws(StoreError) {
        try transaction { try StoredMeta.put($0, "checkpoint", note) }
    }

    /// Keeps notes that contradict each other.
    package func keepEvidence(_ notes: [[UInt8]]) throws(StoreError) {
        try transaction { database in
            for (position, note) in notes.enumerated() {
                try StoredMeta.put(database, "evidence\(position)", note)
            }
        }
    }

    /// Gives own unsent operations new dots after their batch turned out void (rule 1).
    func renumberUnsent(_ database: Database) throws {
        let waiting = try unsentOperations(database)
        try database.execute(sql: "DELETE FROM unsent")
        for old in waiting {
            let operation = Operation(
                dot: Dot(device: old.dot.device, counter: nextCounter), stamp: old.stamp,
                seen: old.seen, startsCommand: old.startsCommand, action: old.action)
            nextCounter += 1
            guard let key = try EntityRow.load(old.action.entity, schema: schema, database)?.key
            else { continue }
            try database.execute(
                sql: "INSERT INTO unsent (counter, entity, operation, madeAt) VALUES (?, ?, ?, 0)",
                arguments: [
                    Int64(clamping: operation.dot.counter), key,
                    Data(OperationCodec.encode(operation)),
                ])
        }
        for subject in Set(waiting.map(\.action.entity)).sorted() { try refold(subject, database) }
    }

    private func contents(of operation: Operation, _ database: Database) throws -> [Content] {
        try operation.contents.map { hash in
            let row = try Row.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT salt, text FROM content WHERE hash = ?"),
                arguments: [Data(hash.bytes)])
            guard let row else { throw StoreError.inconsistent("an unsent text is missing") }
            return Content(salt: [UInt8](row[0] as Data), text: [UInt8](row[1] as Data))
        }
    }
}
