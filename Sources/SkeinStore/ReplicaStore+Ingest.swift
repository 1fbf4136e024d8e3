import GRDB
import SkeinCRDT
package import SkeinWire

import struct Foundation.Data

/// A log entry as the relay hands it out, its records included: as many as the batch's header says,
/// none for a member entry; a missing one is empty.
package typealias PulledEntry = LogPage.Item

/// What an ingest found.
package struct IngestReport: Hashable, Sendable {
    package var entries = 0
    package var operations = 0
    /// Entries without effect, by log index.
    package var voidEntries: [UInt64: String] = [:]
    /// Own operations that the rules void.
    package var ownRefusals = 0
    /// The log holds operations of this device that its store never recorded: it was copied or
    /// restored, and must be enrolled anew.
    package var identityCopied = false
    /// Own batches, and those among them that hold just what a rebuild had taken back: they were
    /// under way when the database was lost.
    var ownBatches = 0
    var takenBackBatches = 0
    /// An own batch has void content: its operations have new dots.
    var ownBatchVoid = false

    package init() {}

    /// Every own batch was under way when the database was lost: none tells of a copy.
    package var isTakenBack: Bool { ownBatches > 0 && ownBatches == takenBackBatches }
}

extension ReplicaStore {
    /// Takes in the entries that follow the log as held, in log order, in one transaction.
    ///
    /// The caller has checked that they lead to a root that the relay signed. Whether an entry
    /// counts is decided here, by `LogState` alone; what it changes, by its content.
    ///
    /// - Throws: `StoreError`; `.stopped` where an entry demands a newer build. Nothing is changed
    ///   then.
    package func ingest(_ pulled: [PulledEntry]) throws(StoreError) -> IngestReport {
        var settled: Set<UInt64> = []
        let report = try transaction { database in
            var session = IngestSession(store: self, database: database)
            for next in pulled { try session.take(next) }
            settled = session.settled
            let touched = try session.finish()
            if let log { try StoredMeta.save(database, log: log) }
            try StoredMeta.save(database, clock: clock, nextCounter: nextCounter)
            try updateViews(touched, database)
            return session.report
        }
        journal.settle(settled)
        if report.ownBatchVoid { journal.invalidate() }
        return report
    }

    /// The root after the first `size` entries; nil where the log held here is shorter.
    package func root(at size: UInt64) throws(StoreError) -> [UInt8]? {
        try read { try self.root(at: size, $0) }
    }

    func root(at size: UInt64, _ database: Database) throws -> [UInt8]? {
        guard size > 0 else { return Merkle.emptyRoot }
        let statement = try database.cachedStatement(
            sql: "SELECT root FROM entry WHERE position = ?")
        return try Data.fetchOne(statement, arguments: [Int64(clamping: size - 1)]).map {
            [UInt8]($0)
        }
    }

    /// The log's time at an entry (milliseconds): its own, or the last one before it that counts
    /// where it is void for its time.
    func logTime(at index: UInt64, _ database: Database) throws -> UInt64 {
        let statement = try database.cachedStatement(
            sql: """
                SELECT time FROM entry
                WHERE position <= ? AND (refusal IS NULL OR refusal NOT IN (\(Self.timeFaults)))
                ORDER BY position DESC LIMIT 1
                """)
        return try Int64.fetchOne(statement, arguments: [Int64(clamping: index)])
            .map { UInt64(clamping: $0) } ?? 0
    }

    private static let timeFaults = [VoidReason.timeWentBack, .timeOutOfRange]
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// The highest counter that a device's valid batches have used; 0 before the first.
    func lastCounter(of device: DeviceNumber, _ database: Database) throws -> UInt64 {
        let statement = try database.cachedStatement(
            sql: "SELECT lastCounter FROM author WHERE device = ?")
        return try Int64.fetchOne(statement, arguments: [Int64(device.rawValue)])
            .map { UInt64(clamping: $0) } ?? 0
    }

    func setLastCounter(_ dot: Dot, _ database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO author (device, lastCounter) VALUES (?, ?)"
        ).execute(arguments: [Int64(dot.device.rawValue), Int64(clamping: dot.counter)])
    }
}
