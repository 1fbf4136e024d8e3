import SkeinWire

/// What can go wrong with a replica's database; each case says what a person can do.
public enum StoreError: Error, Hashable, Sendable {
    /// Another process owns the store.
    case locked(holderPID: Int32?)
    /// Written by a newer build: nothing was touched; update this program.
    case newerFormat(found: Int, known: Int)
    /// SQLite finds the file broken: set it aside and rebuild it from the relay.
    case damaged(path: String, detail: String)
    /// After a failure of the disk, in its words: nothing is read or written until the database has
    /// been opened anew and checked.
    case suspect(String)
    /// No space left on the device: free some and repeat.
    case diskFull
    /// The folder or file cannot be read or written.
    case unreachable(path: String, detail: String)
    /// A setting that durability rests on could not be switched on.
    case settingRefused(name: String, wanted: String, found: String)
    /// Any other failure of SQLite, with its extended code, message and statement.
    case database(code: Int32, message: String, statement: String?)
    /// The device has not joined a workspace: nothing can be recorded yet.
    case notJoined
    /// The database was lost and is read again from the relay: nothing can be recorded until that
    /// is done.
    case rebuilding
    /// A field name is longer than 64 bytes or an argument list is malformed.
    case badEdit(String)
    /// The log holds an entry that this build must not go past: update it. Reading goes on.
    case stopped(index: UInt64, reason: String)
    /// What is stored contradicts itself; the position is named.
    case inconsistent(String)
}
