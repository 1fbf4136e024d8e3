import GRDB
import SkeinWire

import struct Foundation.Data

/// Whether what the database shows is what its log leads to.
extension ReplicaStore {
    /// What SQLite's own check finds wrong with the file; nil where it finds nothing.
    public func damage() throws(StoreError) -> String? {
        try read { database in
            let words = try String.fetchAll(database, sql: "PRAGMA quick_check(10)")
            return words == ["ok"] ? nil : words.joined(separator: "; ")
        }
    }

    /// What is wrong with the database; nil where nothing is.
    ///
    /// Looks at everything: SQLite's own check, the log (see `check`), and all that is derived from
    /// it, by merging the whole log once more in memory. Takes as long as a first synchronisation
    /// does without the network.
    package func examine() throws(StoreError) -> String? {
        do throws(StoreError) {
            try check()
            try audit()
            return nil
        } catch {
            guard case .damaged(_, let detail) = error else { throw error }
            return detail
        }
    }

    /// Merges the stored log into a database in memory, lays the unsent edits over it, and
    /// compares.
    ///
    /// - Throws: `StoreError.damaged` naming the first table that differs.
    package func audit() throws(StoreError) {
        guard let log, let device else { return }
        let twin = try ReplicaStore(twinOf: self)
        try twin.adopt(workspace: log.workspace, device: device)
        do throws(StoreError) {
            while try twin.ingestStored(of: self) {}
            try twin.overlayUnsent(of: self)
        } catch {
            if error.castsDoubt { throw error }
            throw .damaged(path: connection.path, detail: "its log cannot be merged: \(error)")
        }
        for query in Self.derived { try compare(query, with: twin) }
        for table in views.tables {
            try compare(
                "SELECT * FROM \(table.quotedDatabaseIdentifier)",
                without: views.rowNumberByTable[table], with: twin)
        }
    }

    private func compare(
        _ query: String, without column: String? = nil, with twin: ReplicaStore
    ) throws(StoreError) {
        let rows = try sortedRows(query, without: column)
        guard try twin.sortedRows(query, without: column) != rows else { return }
        throw .damaged(path: connection.path, detail: "not what the log leads to: \(query)")
    }

    /// What an act shows while own steps are unsent depends on when they were made.
    private static let derived = [
        // An entity that was only in edits which were taken back leaves an empty row.
        """
        SELECT id, firstDevice, firstCounter, logged, shown, conflicts FROM entity
        WHERE firstDevice IS NOT NULL OR shown IS NOT NULL
        """,
        "SELECT id, lane, logged FROM act WHERE logged IS NOT NULL",
        "SELECT id, record FROM lease",
        "SELECT id, entry FROM posting JOIN entity ON entity.key = posting.entity",
        "SELECT device, lastCounter FROM author",
        "SELECT entry, position, device, counter, reason FROM refusal",
    ]

    /// Compared as a whole: neither the order of rows nor their keys are part of it.
    private func sortedRows(
        _ query: String, without column: String?
    ) throws(StoreError) -> [[String]] {
        try read { database in
            // The order is made below, for whatever columns there are.
            try Row.fetchAll(database, sql: query).map { row in
                row.filter { $0.0 != column }.map { Self.text($0.1) }
            }.sorted { $0.lexicographicallyPrecedes($1) }
        }
    }

    /// Different values have different texts: the description of bytes is their number alone.
    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "null"
        case .int64(let number): "i\(number)"
        case .double(let number): "d\(number)"
        case .string(let text): "s\(text)"
        case .blob(let bytes): "b\(Hex.encode([UInt8](bytes)))"
        }
    }

    // MARK: The twin

    private static let entriesAtOnce = 64

    /// - Returns: false at the end of the log.
    private func ingestStored(of store: ReplicaStore) throws(StoreError) -> Bool {
        let from = Int64(clamping: logSize)
        let items: [PulledEntry] = try store.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT position, bytes FROM entry WHERE position >= ?
                    ORDER BY position LIMIT \(Self.entriesAtOnce)
                    """, arguments: [from])
            return try rows.map { row in
                let records = try Data.fetchAll(
                    database, sql: "SELECT bytes FROM record WHERE entry = ? ORDER BY position",
                    arguments: [row[0] as Int64])
                return PulledEntry(
                    entry: try LogEntry.decode([UInt8](row[1] as Data)),
                    records: records.map { [UInt8]($0) })
            }
        }
        guard !items.isEmpty else { return false }
        _ = try ingest(items)
        return true
    }

    private func overlayUnsent(of store: ReplicaStore) throws(StoreError) {
        let unsent = try store.unsent()
        try transaction { database in
            for content in unsent.contents { try save(content, database) }
            let touched = try unsent.operations.map { operation in
                try overlay(operation, madeAt: .init(milliseconds: 0), database)
            }
            try updateViews(touched, database)
        }
    }
}
