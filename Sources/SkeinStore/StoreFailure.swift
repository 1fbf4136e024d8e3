import Foundation
import GRDB
import SkeinPages

/// Turns SQLite's failures into errors that say what a person can do.
package enum StoreFailure {
    package static func translating<T>(
        path: String, _ body: () throws -> T
    ) throws(StoreError) -> T {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw translate(error, path: path)
        } catch {
            throw .inconsistent(String(describing: error))
        }
    }

    private static func translate(_ error: DatabaseError, path: String) -> StoreError {
        let message = error.message ?? "no message"
        if error.extendedResultCode.rawValue == ChecksumVFS.damagedCode {
            return .damaged(path: path, detail: "a page is not what was written (\(message))")
        }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damaged(path: path, detail: message)
        case .SQLITE_FULL: return .diskFull
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            return .unreachable(path: path, detail: message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(holderPID: nil)
        default:
            return .database(
                code: error.extendedResultCode.rawValue, message: message, statement: error.sql)
        }
    }
}
