import Foundation
import GRDB
import SkeinRelay
import SkeinWire

/// Reads entries and their records, and compares them with the hashes stored beside them: SQLite's
/// own checks pass a changed byte inside a value.
struct EntryReader {
    private let database: Database
    private let workspace: WorkspaceID

    init(_ database: Database, _ workspace: WorkspaceID) {
        self.database = database
        self.workspace = workspace
    }

    func page(from: Int64, entriesMax: Int, bytesMax: Int) throws -> [LogPage.Item] {
        let sql = """
            SELECT position, entry, leaf FROM entry
            WHERE workspace = ? AND position >= ? ORDER BY position LIMIT ?
            """
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: sql), arguments: [workspace.blob, from, entriesMax])
        var page: [LogPage.Item] = []
        var bytes = 0
        while let row = try rows.next() {
            let index = row.unsigned(0)
            guard index == UInt64(from) + UInt64(page.count) else {
                throw RelayStoreError.damaged("entry \(UInt64(from) + UInt64(page.count)) is gone")
            }
            let entry = row.bytes(1)
            try compare(entry, row.bytes(2), "entry \(index)")
            let item = LogPage.Item(
                entry: try LogEntry.decode(entry), records: try records(of: index))
            bytes += item.answerBytes
            guard page.isEmpty || bytes <= bytesMax else { break }
            page.append(item)
        }
        return page
    }

    private func records(of index: UInt64) throws -> [[UInt8]] {
        let sql = """
            SELECT number, sealed, leaf FROM record
            WHERE workspace = ? AND position = ? ORDER BY number
            """
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: sql), arguments: [workspace.blob, Int64(index)])
        var records: [[UInt8]] = []
        while let row = try rows.next() {
            guard row.unsigned(0) == UInt64(records.count) else {
                throw RelayStoreError.damaged("a record of entry \(index) is gone")
            }
            let sealed = row.bytes(1)
            try compare(sealed, row.bytes(2), "record \(records.count) of entry \(index)")
            records.append(sealed)
        }
        return records
    }

    private func compare(_ bytes: [UInt8], _ leaf: [UInt8], _ what: String) throws {
        guard Merkle.leafHash(bytes) == leaf else {
            throw RelayStoreError.damaged("\(what) has changed")
        }
    }
}
