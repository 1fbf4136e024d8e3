import GRDB
package import SkeinCRDT
import SkeinFiles
import SkeinWire

import struct Foundation.Data

/// The journal of unsent edits follows the database; see `PendingJournal`.
extension ReplicaStore {
    /// Writes and syncs what the journal has gathered, at most once a second.
    ///
    /// - Throws: `StoreError`; what was gathered stays so, and is written at a later turn.
    package func flushJournal(now: MonotonicTime) throws(StoreError) {
        guard journal.isDue(now: now, commits: connection.commits) else { return }
        try writeJournal()
    }

    /// When the journal is next to be written; nil where nothing is, or it may be at any time.
    package var journalDue: MonotonicTime? { journal.due(commits: connection.commits) }

    /// Bytes of the journal that could not be read when the store was opened.
    package var journalDamagedBytes: Int { upkeep.journalDamagedBytes }

    // MARK: What goes in

    func gather(_ operations: [Operation]) {
        defer { freshContents = [:] }
        #if PLANTED_BUGS
            if planted(.journalNotWritten) { return }
        #endif
        journal.gather(
            operations.map { operation in
                JournalOperation(
                    counter: operation.dot.counter, bytes: OperationCodec.encode(operation),
                    contents: operation.contents.compactMap { freshContents[$0] })
            })
        // A failure shows at the next turn: what was gathered is still there.
        if journal.isOverfull { try? writeJournal() }
    }

    /// Written at once: an edit that was taken back must not return with the journal.
    func journalWithdrawal(_ counters: [UInt64]) {
        journal.withdraw(counters)
        // As above.
        try? writeJournal()
    }

    // MARK: What goes out

    func writeJournal() throws(StoreError) {
        guard let device, !isRebuilding else { return }
        do throws(StoreError) {
            try putJournal(of: device)
        } catch {
            guard error == .diskFull, !upkeep.isFull else { throw error }
            giveUpBallast()
            try putJournal(of: device)
        }
    }

    private func putJournal(of device: DeviceID) throws(StoreError) {
        // Before the unsent edits are read: what is committed since may be in the journal as well.
        let commits = connection.commits
        if connection.doubt == nil {
            let unsent = try unsentCount
            if journal.isStale || journal.isWorthRewriting(unsent: unsent) {
                let operations = unsent == 0 ? [] : try unsentForJournal()
                return try files.translating { [journal] _ throws(FileError) in
                    try journal.rewrite(operations, owner: device, commits: commits)
                }
            }
        }
        try files.translating { [journal] _ throws(FileError) in
            try journal.append(owner: device, commits: commits)
        }
    }

    private func unsentForJournal() throws(StoreError) -> [JournalOperation] {
        let unsent = try unsent()
        let pairs = unsent.contents.map { ($0.hash, $0) }
        let contentByHash = Dictionary(pairs) { first, _ in first }
        return unsent.operations.map { operation in
            JournalOperation(
                counter: operation.dot.counter, bytes: OperationCodec.encode(operation),
                contents: operation.contents.compactMap { contentByHash[$0] })
        }
    }

    // MARK: At the start

    /// Cuts the journal back to what the database holds (rule 10), unless the database is being
    /// rebuilt.
    ///
    /// - Throws: `StoreError.damaged` where the journal names a counter that the database has not
    ///   given out yet, or a transaction that it does not hold: it gets only what was committed, so
    ///   the database has lost its end (SQLite passes over a damaged end of the write-ahead log).
    ///   Also where both hold an operation and differ.
    func straightenJournal() throws(StoreError) {
        let journal = journal
        let reading = try files.translating { _ throws(FileError) in try journal.read() }
        upkeep.journalDamagedBytes = reading.damagedBytes
        guard let device, !isRebuilding else { return }
        guard reading.owner != device || reading.counterMax < nextCounter else {
            throw .damaged(
                path: connection.path,
                detail: "edits up to \(reading.counterMax) were recorded, it ends before "
                    + "\(nextCounter)")
        }
        guard reading.owner != device || reading.commits <= connection.commits else {
            throw .damaged(
                path: connection.path,
                detail: "of \(reading.commits) transactions it holds \(connection.commits)")
        }
        let unsent = try unsentForJournal()
        let copies = reading.owner == device ? reading.operationByCounter : [:]
        var held: Set<UInt64> = []
        for item in unsent {
            let isNew = held.insert(item.counter).inserted
            guard !isNew || copies[item.counter].map({ $0 != item }) == true else { continue }
            throw .damaged(
                path: connection.path, detail: "the unsent edit \(item.counter) has changed")
        }
        let isAhead = copies.keys.contains { !held.contains($0) }
        let isWhole = reading.damagedBytes == 0 && (reading.owner ?? device) == device
        if isWhole, !isAhead, copies.count == unsent.count { return }
        do throws(FileError) {
            try journal.rewrite(unsent, owner: device, commits: connection.commits)
        } catch {
            // One that is behind can wait; one that is ahead would bring back what is not held.
            if isAhead {
                try files.translating { _ throws(FileError) in try journal.empty() }
            }
            journal.invalidate()
        }
    }
}
