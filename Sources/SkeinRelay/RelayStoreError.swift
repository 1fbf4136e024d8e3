/// Why the store could not do its work. Never means that something was written by halves.
package enum RelayStoreError: Error, Hashable, Sendable {
    /// The folder cannot be used: the reason, and what a person can do.
    case folder(String)
    /// Another process has the store open; its id where it could be read.
    case inUse(holder: Int32?)
    /// The file is not a relay's store, or its bytes have changed.
    case damaged(String)
    /// Written by a later version of this program.
    case newer(found: Int, known: Int)
    case diskFull(String)
    /// Any other refusal of the system or of SQLite: extended code, message and statement.
    case io(String)

    /// True if the same call may succeed later without a restart.
    package var mayPass: Bool {
        if case .diskFull = self { return true }
        return false
    }

    package var sentence: String {
        switch self {
        case .folder(let reason): reason
        case .inUse(let holder):
            "the store is in use by another relay"
                + (holder.map { " (process \($0)); stop that one first" } ?? "")
        case .damaged(let reason):
            "the store is damaged: \(reason). Nothing was changed; restore it from a backup"
        case .newer(let found, let known):
            "the store has format \(found), this program knows up to \(known); update the program"
        case .diskFull(let reason): "the disk is full (\(reason)); free some space and try again"
        case .io(let reason): "the store cannot be read or written: \(reason)"
        }
    }
}
