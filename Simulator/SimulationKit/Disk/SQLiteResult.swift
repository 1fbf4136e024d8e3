/// SQLite's extended result codes, which its header builds by shifts that are not imported.
enum SQLiteResult {
    static let ok: Int32 = 0
    static let busy: Int32 = 5
    static let ioError: Int32 = 10
    static let notFound: Int32 = 12
    static let full: Int32 = 13
    static let cannotOpen: Int32 = 14
    static let read = ioError | 1 << 8
    static let shortRead = ioError | 2 << 8
    static let write = ioError | 3 << 8
    static let sync = ioError | 4 << 8
    static let syncFolder = ioError | 5 << 8
    static let truncate = ioError | 6 << 8
    static let size = ioError | 7 << 8
    static let delete = ioError | 10 << 8
    static let deleteMissing = ioError | 23 << 8

    /// A full disk is `SQLITE_FULL` whatever failed; a process that has ended gets the bare error.
    static func of(_ error: DiskError, failed: Int32) -> Int32 {
        switch error {
        case .full: full
        case .ended: ioError
        case .failed, .missing, .exists: failed
        }
    }

    static func of(failed: Int32, _ body: () throws(DiskError) -> Void) -> Int32 {
        do throws(DiskError) {
            try body()
            return ok
        } catch {
            return of(error, failed: failed)
        }
    }
}
