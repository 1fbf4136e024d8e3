import CSQLite
import GRDB
import Synchronization

#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// The one connection of a store, and whether it may still be believed.
///
/// After an error of the disk SQLite may have forgotten what the disk never took, and a second sync
/// may succeed where the first one failed: nothing passes any more until `replace`.
final class StoreConnection: Sendable {
    private struct State {
        var queue: DatabaseQueue
        var doubt: StoreError?
        /// The database's own number of the last transaction that is known to be in it.
        var commits: Int64 = 0
        /// The number of the last transaction of a database that this one replaces.
        var lostCommits: Int64 = 0
    }

    let path: String
    private let state: Mutex<State>

    init(_ queue: DatabaseQueue, path: String) {
        self.path = path
        state = Mutex(State(queue: queue))
    }

    var queue: DatabaseQueue { state.withLock { $0.queue } }

    /// The first failure that cast doubt; nil while the connection is believed.
    var doubt: StoreError? { state.withLock { $0.doubt } }

    /// The database's own number of the last transaction that is known to be in it.
    var commits: UInt64 { state.withLock { UInt64(clamping: $0.commits) } }

    /// Has the next transaction of a database that begins anew numbered above all of the lost one.
    func begin(above commits: UInt64) {
        state.withLock { $0.lostCommits = Int64(clamping: commits) }
    }

    func cast(_ doubt: StoreError) { state.withLock { $0.doubt = $0.doubt ?? doubt } }

    /// Runs the body on the connection, and remembers a failure that casts doubt.
    ///
    /// - Throws: `StoreError.suspect` without running it where there is doubt already; `.damaged`
    ///   as long as damage is what was found.
    func perform<T>(_ body: (DatabaseQueue) throws -> T) throws(StoreError) -> T {
        let (queue, doubt) = state.withLock { ($0.queue, $0.doubt) }
        if let doubt { throw Self.refusal(doubt) }
        do {
            return try StoreFailure.translating(path: path) { try body(queue) }
        } catch {
            #if PLANTED_BUGS
                if planted(.doubtForgotten) { throw error }
            #endif
            if error.castsDoubt { cast(error) }
            throw error
        }
    }

    /// Runs the body in one transaction, and numbers it in the database if it has changed anything.
    func write<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        let number = state.withLock { max($0.commits, $0.lostCommits) + 1 }
        let (result, hasChanged) = try perform { queue in
            try queue.write { database in
                let before = database.totalChangesCount
                let result = try body(database)
                let hasChanged = database.totalChangesCount != before
                if hasChanged { try StoredMeta.put(database, StoredMeta.commitsKey, number) }
                return (result, hasChanged)
            }
        }
        if hasChanged { state.withLock { $0.commits = number } }
        return result
    }

    /// Reads the number of the last transaction.
    ///
    /// - Throws: `StoreError.damaged` where one is missing that this object has committed: SQLite
    ///   passes over a damaged end of the write-ahead log without a word.
    func checkCommits(_ queue: DatabaseQueue) throws(StoreError) {
        let known = state.withLock { $0.commits }
        let found = try StoreFailure.translating(path: path) {
            try queue.read { try StoredMeta.number($0, StoredMeta.commitsKey) ?? 0 }
        }
        guard found >= known else {
            throw .damaged(path: path, detail: "of \(known) transactions it holds \(found)")
        }
        state.withLock { $0.commits = found }
    }

    /// Puts a connection that was opened and checked into the place of a closed one.
    func replace(_ queue: DatabaseQueue) {
        state.withLock { ($0.queue, $0.doubt) = (queue, nil) }
    }

    /// Closes the connection. Where there is doubt nothing more is written: a checkpoint would sync
    /// once more what the disk has refused.
    func close() throws(StoreError) {
        let (queue, doubt) = state.withLock { ($0.queue, $0.doubt) }
        try StoreFailure.translating(path: path) {
            if doubt != nil {
                queue.unsafeReentrantWrite { database in
                    guard let connection = database.sqliteConnection else { return }
                    skein_close_without_checkpoint(connection)
                }
            }
            try queue.close()
        }
    }

    private static func refusal(_ doubt: StoreError) -> StoreError {
        switch doubt {
        case .damaged: doubt
        case .database(_, let message, _): .suspect(message)
        default: .suspect(String(describing: doubt))
        }
    }
}
