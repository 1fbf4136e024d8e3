import GRDB
package import SkeinCRDT
import SkeinFiles

/// From opening to closing: checks after an unclean end, doubt after an error of the disk, room for
/// an orderly end on a full one.
extension ReplicaStore {
    /// There while the store is open, and after an unclean end.
    static let runningName = "running"

    private var running: String { "\(folder.path)/\(Self.runningName)" }
    private var ballast: Ballast { Ballast(folder: folder.path, files: files) }

    // MARK: Beginning

    func begin() throws(StoreError) {
        let wasUnclean = files.exists(running)
        if wasUnclean { try check() }
        try connection.checkCommits(connection.queue)
        try load()
        if !wasUnclean { try markRunning() }
        try refillViewsIfChanged()
        try straightenJournal()
        upkeep.hasBegun = true
    }

    /// Whether the database still holds what was verified before it was stored; nothing is changed.
    ///
    /// - Throws: `StoreError.damaged` with the first thing that is wrong.
    package func check() throws(StoreError) {
        let path = connection.path
        try connection.perform { try $0.read { try LogCheck.run($0, path: path) } }
    }

    func load() throws(StoreError) {
        let stored = try connection.perform { try $0.read(StoredMeta.load) }
        log = stored.log
        device = stored.device
        clock = stored.clock
        nextCounter = stored.nextCounter
        #if PLANTED_BUGS
            if planted(.counterReused), nextCounter > 1 { nextCounter -= 1 }
        #endif
        isRebuilding = stored.isRebuilding
    }

    /// On a disk that has no room even for an empty file, the store is open all the same: an
    /// unclean end is then not noticed.
    private func markRunning() throws(StoreError) {
        do throws(StoreError) {
            try create(running)
        } catch {
            guard error == .diskFull else { throw error }
            giveUpBallast()
            do throws(StoreError) { try create(running) } catch {
                guard error == .diskFull else { throw error }
            }
        }
    }

    private func create(_ path: String) throws(StoreError) {
        try files.translating { files throws(FileError) in try files.replace(path, with: []) }
    }

    // MARK: Closing

    /// Writes the journal, closes the database, notes that the end was an orderly one, and lets
    /// another owner in. Nothing may be called afterwards. The end of the object does the same, and
    /// tells nobody.
    ///
    /// - Throws: what the disk refused; the next opening then checks the database.
    package func close() throws(StoreError) {
        guard !upkeep.isClosed else { return }
        upkeep.isClosed = true
        var failure: StoreError?
        // A database that was found damaged at its opening has nothing to tell the journal.
        if upkeep.hasBegun {
            do throws(StoreError) { try writeJournal() } catch { failure = error }
        }
        let isBelieved = connection.doubt == nil
        try connection.close()
        defer { lock = nil }
        // For the next one, where its room is still there; where it is not, nothing can be done.
        if upkeep.isFull { try? ballast.hold(withSpare: false) }
        if let failure { throw failure }
        guard isBelieved, upkeep.hasBegun else { return }
        try files.translating { files throws(FileError) in try files.remove(running) }
    }

    func closeAtEnd() {
        // Nobody is left to be told; what failed leaves its mark for the next opening.
        try? close()
    }

    // MARK: Looking after it

    /// Writes the journal when that is due; after an error of the disk opens the database anew;
    /// makes the ballast anew when there is room again. To be called a few times a second.
    package func tend(now: MonotonicTime) -> StoreCondition {
        if let doubt = connection.doubt { return dispel(doubt, now: now) }
        var condition = StoreCondition.steady
        do throws(StoreError) {
            try flushJournal(now: now)
        } catch {
            condition = upkeep.tell(error)
        }
        if !upkeep.holdsBallast, upkeep.isTimeToTry(now: now, pauseMax: Upkeep.roomPauseMax) {
            _ = holdBallast()
        }
        guard upkeep.hasRoomAgain else { return condition }
        upkeep.hasRoomAgain = false
        return .resumed
    }

    private func dispel(_ doubt: StoreError, now: MonotonicTime) -> StoreCondition {
        // What to do about damage is for a person to say.
        if case .damaged = doubt { return upkeep.tell(doubt) }
        guard upkeep.isTimeToTry(now: now, pauseMax: Upkeep.reopeningPauseMax) else {
            return .steady
        }
        do throws(StoreError) {
            try reopen()
            upkeep.recover()
            return .resumed
        } catch {
            return upkeep.tell(error)
        }
    }

    /// Closes the connection without another sync, opens the database anew and checks it: SQLite's
    /// quick check, the own log, and that no transaction is missing. Until it succeeds nothing is
    /// read or written.
    ///
    /// What this object remembers is read anew as well: a transaction that threw may have reached
    /// the disk.
    package func reopen() throws(StoreError) {
        let path = connection.path
        try connection.close()
        let queue = try DatabaseOpening.open(path: path, inspect: StoreMigration.inspect)
        do throws(StoreError) {
            try DatabaseOpening.demandChecksums(queue, path: path)
            try StoreFailure.translating(path: path) {
                try queue.read { try LogCheck.run($0, path: path) }
            }
            try connection.checkCommits(queue)
        } catch {
            connection.replace(queue)
            connection.cast(error)
            throw error
        }
        connection.replace(queue)
        try load()
        journal.invalidate()
    }

    /// Whether looking after it has more to do than to write the journal: an error of the disk, or
    /// no room.
    package var isUnwell: Bool { connection.doubt != nil || !upkeep.holdsBallast }

    /// Why nothing is read or written now; nil while all is well.
    package var doubt: StoreError? { connection.doubt }

    // MARK: A full disk

    /// While the ballast is given up its room is for an orderly end, and not for more work.
    ///
    /// - Throws: `StoreError.diskFull` until there is room for the ballast and as much again.
    func refuseWithoutRoom() throws(StoreError) {
        guard upkeep.isFull, !holdBallast() else { return }
        throw .diskFull
    }

    private func holdBallast() -> Bool {
        do throws(FileError) { try ballast.hold(withSpare: true) } catch { return false }
        upkeep.holdsBallast = true
        upkeep.hasRoomAgain = upkeep.isFull
        upkeep.isFull = false
        upkeep.recover()
        return true
    }

    /// Makes room for what is under way: the journal, and the checkpoint of an orderly end.
    func giveUpBallast() {
        upkeep.isFull = true
        upkeep.holdsBallast = false
        // Where even that fails there is no room to be had.
        try? ballast.release()
    }
}
