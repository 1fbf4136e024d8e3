package import SkeinFiles

extension StoreError {
    /// What a failed call on a file means for the one who can act on it.
    package init(_ error: FileError) {
        switch error.cause {
        case .full: self = .diskFull
        case .locked(let holder): self = .locked(holderPID: holder)
        case .exists, .system: self = .unreachable(path: error.path, detail: error.detail)
        }
    }

    /// Whether nothing that the connection says may be believed after it, until the database has
    /// been opened anew and checked.
    var castsDoubt: Bool {
        switch self {
        case .damaged: true
        // The primary code stands in the low byte: SQLITE_IOERR.
        case .database(let code, _, _): code & 0xff == 10
        default: false
        }
    }
}

extension FileSystem {
    /// The same call with the store's errors.
    func translating<T>(_ body: (any FileSystem) throws(FileError) -> T) throws(StoreError) -> T {
        do throws(FileError) {
            return try body(self)
        } catch {
            throw StoreError(error)
        }
    }
}
