import CSQLite
import GRDB

extension DatabaseQueue {
    /// As `read`, without the pragma `query_only`, which `read` turns on and off: each turn has
    /// SQLite compile every cached statement anew. Whether something was written is asked at the
    /// end instead.
    ///
    /// - Throws: `SQLITE_READONLY`, and nothing is changed, where the body writes.
    func readKeepingStatements<T>(_ body: (Database) throws -> T) throws -> T {
        try writeWithoutTransaction { database in
            var found: T?
            try database.inTransaction(.deferred) {
                let value = try body(database)
                guard sqlite3_txn_state(database.sqliteConnection, nil) != SQLITE_TXN_WRITE else {
                    throw DatabaseError(
                        resultCode: .SQLITE_READONLY, message: "a write where only reading is due")
                }
                found = value
                return .commit
            }
            guard let found else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
            return found
        }
    }
}
