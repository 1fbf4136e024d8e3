import GRDB
import SkeinWire

import struct Foundation.Data

/// Whether a database still holds what was verified before it was stored.
///
/// SQLite's quick check, then the own log folded once more: every signature, the root after every
/// entry, the stored checkpoint, members and author heads, every sealed record and text against its
/// hash. What is derived from the log (cells, acts, views) is not looked at: see `audit`.
struct LogCheck {
    private let database: Database
    private let path: String

    /// - Throws: `StoreError.damaged` with the first thing that is wrong.
    static func run(_ database: Database, path: String) throws {
        let check = LogCheck(database: database, path: path)
        let words = try String.fetchAll(database, sql: "PRAGMA quick_check(10)")
        guard words == ["ok"] else { throw check.damaged(words.joined(separator: "; ")) }
        try check.checkLog()
        try check.checkContents()
        try check.checkPending()
        try check.checkCounters()
    }

    private func checkLog() throws {
        guard let stored = try read("the log's state", { try StoredMeta.load(database) }).log else {
            return
        }
        var log = LogState(workspace: stored.workspace)
        var roots: [[UInt8]] = []
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT position, time, bytes, root, refusal FROM entry ORDER BY position")
        while let row = try rows.next() {
            let index = log.size
            guard row[0] as Int64? == Int64(clamping: index) else {
                throw damaged("entry \(index) is gone")
            }
            let entry = try read("entry \(index)") {
                try LogEntry.decode([UInt8](row[2] as Data? ?? Data()))
            }
            let verdict = log.apply(entry) { size in roots[Int(size) - 1] }
            roots.append(log.root)
            guard row[1] as Int64? == Int64(clamping: entry.time), log.size == index + 1,
                row[3] as Data? == Data(log.root),
                (verdict == .valid) == ((row[4] as String?) == nil)
            else { throw damaged("entry \(index) has changed") }
            try checkRecords(of: entry, index: index, isValid: verdict == .valid)
        }
        guard log == stored else {
            throw damaged("the log's \(log.size) entries do not lead to the stored state")
        }
        try checkCheckpoint(roots)
    }

    /// A void entry's records prove nothing and were stored as they came.
    private func checkRecords(of entry: LogEntry, index: UInt64, isValid: Bool) throws {
        guard isValid, case .batch = entry.body else { return }
        let records = try Data.fetchAll(
            database, sql: "SELECT bytes FROM record WHERE entry = ? ORDER BY position",
            arguments: [Int64(clamping: index)])
        // An erased or missing one is empty.
        guard !records.contains(where: \.isEmpty) else { return }
        let item = LogPage.Item(entry: entry, records: records.map { [UInt8]($0) })
        _ = try read("a record of entry \(index)") { try item.batch?.checkRecords() }
    }

    private func checkCheckpoint(_ roots: [[UInt8]]) throws {
        guard let note = try StoredMeta.bytes(database, "checkpoint") else { return }
        let checkpoint = try read("the checkpoint") {
            try Checkpoint.parse(try SignedNote.parse(note).text)
        }
        // It is stored before the entries that lead to it.
        guard checkpoint.size > 0, checkpoint.size <= UInt64(roots.count) else { return }
        guard roots[Int(checkpoint.size) - 1] == checkpoint.root else {
            throw damaged("the log does not lead to the checkpoint at \(checkpoint.size)")
        }
    }

    private func checkContents() throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT hash, salt, text FROM content ORDER BY hash")
        while let row = try rows.next() {
            let salt = [UInt8](row[1] as Data? ?? Data())
            guard salt.count == Content.saltLength,
                Content(salt: salt, text: [UInt8](row[2] as Data? ?? Data())).hash.bytes
                    == [UInt8](row[0] as Data? ?? Data())
            else { throw damaged("a text has changed") }
        }
    }

    /// The sealed batch on its way: whole, and still as this device signed it.
    private func checkPending() throws {
        let batches = try Data.fetchAll(database, sql: "SELECT batch FROM pending ORDER BY only")
        guard let bytes = batches.first else { return }
        let batch = try read("the sealed batch") { try SealedBatch.decode([UInt8](bytes)) }
        let stored = try read("the log's state") { try StoredMeta.load(database) }
        let member = stored.device.flatMap { stored.log?.membership.member($0) }
        guard let member,
            Signature.verify(
                batch.signature, of: batch.header, by: member.sign, label: Label.batch)
        else { throw damaged("the sealed batch has changed") }
    }

    /// A counter that is given out twice would name two operations.
    private func checkCounters() throws {
        let stored = try read("the log's state") { try StoredMeta.load(database) }
        guard let member = stored.device.flatMap({ stored.log?.membership.member($0) }) else {
            return
        }
        let logged = try Int64.fetchOne(
            database, sql: "SELECT lastCounter FROM author WHERE device = ?",
            arguments: [Int64(member.number.rawValue)])
        var highest = UInt64(clamping: logged ?? 0)
        let rows = try Row.fetchCursor(
            database, sql: "SELECT counter, operation FROM unsent ORDER BY counter")
        while let row = try rows.next() {
            let operation = try read("an unsent edit") {
                try OperationCodec.decode(
                    [UInt8](row[1] as Data? ?? Data()), device: member.number)
            }
            guard operation.dot.counter > highest,
                row[0] as Int64? == Int64(clamping: operation.dot.counter)
            else { throw damaged("the unsent edit \(operation.dot.counter) is out of its order") }
            highest = operation.dot.counter
        }
        guard stored.nextCounter > highest else {
            throw damaged("the next counter is \(stored.nextCounter), \(highest) is in use")
        }
    }

    /// What cannot be decoded any more has changed since it was stored.
    private func read<T>(_ what: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw damaged("\(what) cannot be read: \(error)")
        }
    }

    private func damaged(_ detail: String) -> StoreError { .damaged(path: path, detail: detail) }
}
