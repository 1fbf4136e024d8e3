import GRDB
import SkeinFiles
import SkeinPages
import SkeinRelay

extension RelayStoreError {
    /// What a failed call means for the one who can act on it.
    init(_ error: any Error) {
        switch error {
        case let known as RelayStoreError: self = known
        case let error as DatabaseError: self = Self.sorted(error)
        case let error as FileError: self.init(error, doing: "write")
        default: self = .io("\(error)")
        }
    }

    private static func sorted(_ error: DatabaseError) -> RelayStoreError {
        let code = error.extendedResultCode.rawValue
        let statement = error.sql.map { " in: \($0)" } ?? ""
        let text = "SQLite \(code): \(error.message ?? "no message")\(statement)"
        if code == ChecksumVFS.damagedCode {
            return .damaged("a page is not what was written: \(text)")
        }
        switch error.resultCode {
        case .SQLITE_FULL: return .diskFull(text)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damaged(text)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .inUse(holder: nil)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: return .folder(text)
        default: return .io(text)
        }
    }
}
