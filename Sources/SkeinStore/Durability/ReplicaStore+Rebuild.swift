import GRDB
import SkeinCRDT
package import SkeinFiles
package import SkeinWire

package import struct Foundation.Data
package import struct Foundation.URL

/// What came of rebuilding a database.
package struct RebuildReport: Hashable, Sendable {
    /// Edits of the journal that the log does not hold: they are unsent again.
    package var takenBack = 0
    /// Edits of the journal that the log holds already.
    package var known = 0
    /// Attempts under way that nobody may make again: whether they were made was lost.
    package var marked = 0
}

/// A database that cannot be believed is put aside, and filled anew from the relay and the journal.
///
/// What only this device knew (`local`) is lost: cursors, so that sources are read from their
/// beginning; what was read; the undo list; and the marks of attempts. Every attempt of this device
/// that the log shows in flight therefore counts as begun: it is reconciled, never made again.
extension ReplicaStore {
    /// Counters left free after a rebuild: edits made after the journal was last written are gone
    /// from here, but may still be on their way to the relay.
    static let counterGap: UInt64 = 1 << 16

    /// Renames a folder's database and its write-ahead log to `replica.sqlite.damaged-<n>` (and
    /// `-wal`), the first n that is free; nothing is deleted, the journal stays.
    ///
    /// - Returns: the new path; nil where there is no database.
    /// - Throws: `StoreError`, among them `.locked`.
    package static func setAside(
        folder: URL, files: any FileSystem = SystemFileSystem()
    ) throws(StoreError) -> String? {
        try files.translating { files throws(FileError) in
            let lock = try files.lock(folder.appending(path: "lock").path)
            defer { withExtendedLifetime(lock) {} }
            let path = databasePath(folder)
            // What stays behind of a renaming that was cut short belongs to it.
            let parts = ["", "-wal", "-journal"].filter { files.exists(path + $0) }
            guard !parts.isEmpty else { return nil }
            var number = 1
            while ["", "-wal", "-journal"].contains(where: {
                files.exists("\(path).damaged-\(number)\($0)")
            }) { number += 1 }
            let aside = "\(path).damaged-\(number)"
            // The database first: alone, it would pass for an older, sound one.
            for part in parts { try files.rename(path + part, to: aside + part) }
            return aside
        }
    }

    /// Gives an empty store the identity of the one that was lost. Its log is then pulled from the
    /// beginning; nothing can be recorded until `finishRebuild`.
    package func beginRebuild(workspace: WorkspaceID, device: DeviceID) throws(StoreError) {
        guard self.device == nil else { return }
        let reading = try readJournal(of: device)
        connection.begin(above: reading.commits)
        try transaction { database in
            let log = LogState(workspace: workspace)
            nextCounter = reading.counterMax + 1 + Self.counterGap
            try StoredMeta.save(database, log: log)
            try StoredMeta.save(database, device: device)
            try StoredMeta.save(database, clock: clock, nextCounter: nextCounter)
            try StoredMeta.put(database, StoredMeta.rebuildingKey, 1)
            self.log = log
            self.device = device
        }
        isRebuilding = true
    }

    /// Takes back the journal's edits that the log does not hold. To be called when the log has
    /// been ingested up to a verified checkpoint; does nothing unless the store is being rebuilt.
    ///
    /// They keep their dots where these lie above all that the log has of this device; otherwise
    /// all get new ones, in their order. They keep what they had seen (rule 10), unless the relay
    /// has lost or taken back some of that: then they get new dots and have seen all there is.
    ///
    /// - Returns: nil where nothing was to be done, or the log does not know this device (yet).
    package func finishRebuild() throws(StoreError) -> RebuildReport? {
        guard isRebuilding, let device, let number = member?.number else { return nil }
        let reading = try readJournal(of: device)
        let report = try transaction { database in
            var report = RebuildReport()
            try takeBack(reading.operations, as: number, &report, database)
            // The marks may have been lost, and without them the attempts would be made again.
            report.marked = try markAttempts(of: number, database)
            try StoredMeta.save(database, clock: clock, nextCounter: nextCounter)
            try database.execute(
                sql: "DELETE FROM meta WHERE key = ?", arguments: [StoredMeta.rebuildingKey])
            return report
        }
        isRebuilding = false
        journal.invalidate()
        return report
    }

    private func readJournal(of device: DeviceID) throws(StoreError) -> JournalReading {
        let reading = try files.translating { [journal] _ throws(FileError) in
            try journal.read()
        }
        upkeep.journalDamagedBytes = reading.damagedBytes
        return reading.owner == device ? reading : JournalReading()
    }

    // MARK: Edits

    private func takeBack(
        _ items: [JournalOperation], as number: DeviceNumber, _ report: inout RebuildReport,
        _ database: Database
    ) throws {
        let operations = try items.map { try OperationCodec.decode($0.bytes, device: number) }
        guard let first = operations.first, let last = operations.last else { return }
        let logged = try ownOperations(number, from: first.dot.counter, database)
        let waiting = operations.filter { logged[$0.dot.counter] != $0 }
        report.known = operations.count - waiting.count
        report.takenBack = waiting.count
        let highest = try lastCounter(of: number, database)
        nextCounter = max(nextCounter, highest + 1, last.dot.counter + 1)
        let isAhead = waiting.contains { $0.seen > logSize }
        let isTaken = isAhead || waiting.first.map { $0.dot.counter <= highest } ?? false
        for content in items.flatMap(\.contents) { try save(content, database) }
        var touched: [EntityID] = []
        for operation in waiting {
            let own = isTaken ? renumbered(operation) : operation
            clock.observe(own.stamp)
            touched.append(
                try overlay(
                    own, madeAt: WallTime(milliseconds: Int64(clamping: own.stamp.milliseconds)),
                    database))
        }
        if !isTaken, let last = waiting.last {
            try StoredMeta.put(
                database, StoredMeta.takenBackKey, Int64(clamping: last.dot.counter))
        }
        try updateViews(touched, database)
    }

    private func renumbered(_ old: Operation) -> Operation {
        defer { nextCounter += 1 }
        return Operation(
            dot: Dot(device: old.dot.device, counter: nextCounter), stamp: old.stamp,
            seen: min(old.seen, logSize), startsCommand: old.startsCommand, action: old.action)
    }

    /// A device's operations in the log from a counter on, by counter.
    private func ownOperations(
        _ number: DeviceNumber, from counter: UInt64, _ database: Database
    ) throws -> [UInt64: Operation] {
        let indices = try Int64.fetchAll(
            database, sql: "SELECT position FROM entry WHERE device = ? ORDER BY position DESC",
            arguments: [Int64(number.rawValue)])
        var found: [UInt64: Operation] = [:]
        for index in indices {
            let items = try validOperations(index: index, database)
            for operation in items { found[operation.dot.counter] = operation }
            // Counters rise along an author's valid batches.
            if let first = items.first, first.dot.counter < counter { break }
        }
        return found
    }

    /// None of an entry whose content is void.
    private func validOperations(index: Int64, _ database: Database) throws -> [Operation] {
        do {
            return try history(index: index, database) { _ in true }.map(\.operation)
        } catch is ContentError {
            return []
        }
    }

    /// Whether a batch of this device that came from elsewhere holds just what a rebuild has taken
    /// back: it was under way when the database was lost.
    func isTakenBack(_ operations: [Operation], _ database: Database) throws -> Bool {
        guard let through = try StoredMeta.number(database, StoredMeta.takenBackKey),
            let last = operations.last, last.dot.counter <= UInt64(clamping: through)
        else { return false }
        return try operations.allSatisfy { operation in
            let bytes = try Data.fetchOne(
                database, sql: "SELECT operation FROM unsent WHERE counter = ?",
                arguments: [Int64(clamping: operation.dot.counter)])
            return bytes.map { [UInt8]($0) } == OperationCodec.encode(operation)
        }
    }

    // MARK: Attempts
}
