/// What stores do with files beside their databases, so that a simulated disk can stand in.
///
/// Paths are absolute. Calls are synchronous; what a call promises to outlast a power cut does so
/// when it returns.
package protocol FileSystem: Sendable {
    /// Makes a folder and its parents, mode 0700, where they are missing.
    func makeFolder(_ path: String) throws(FileError)

    func exists(_ path: String) -> Bool

    /// The whole content; nil where there is no such file.
    func read(_ path: String) throws(FileError) -> [UInt8]?

    /// Its beginning, at most so many bytes; nil where there is no such file.
    func read(_ path: String, first count: Int) throws(FileError) -> [UInt8]?

    /// Its bytes, counted; nil where there is no such file.
    func size(_ path: String) throws(FileError) -> Int?

    /// Tells a file from each of its copies, also on another machine; nil where there is none.
    func identity(_ path: String) throws(FileError) -> String?

    /// Whether nobody but the owner may read or write the file.
    func isPrivate(_ path: String) throws(FileError) -> Bool

    /// Creates or replaces a file with mode 0600; whatever happens it holds the old content or the
    /// new one, and the new one when this has returned.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileError)

    /// As `replace`, but refuses (`.exists`) to touch a file that is there.
    func create(_ path: String, with bytes: [UInt8]) throws(FileError)

    /// Durable when it returns; replaces what has the new name.
    func rename(_ path: String, to newPath: String) throws(FileError)

    /// No error where there is no such file.
    func remove(_ path: String) throws(FileError)

    /// Opens or creates (mode 0600) a file that grows at its end.
    func openForAppending(_ path: String) throws(FileError) -> any AppendableFile

    /// Keeps every other process, and a second owner in this one, off what the file stands for
    /// until the lock is released or the process ends, however it ends.
    ///
    /// - Throws: `FileError` with the cause `.locked` at once where somebody else holds it.
    func lock(_ path: String) throws(FileError) -> any FileLock
}

/// A file that grows at its end; closed when it is released.
package protocol AppendableFile: AnyObject {
    /// Bytes in the file, those included that are not synced yet.
    var size: Int { get }

    /// Outlasts the end of the process, not a power cut: see `sync`.
    func append(_ bytes: [UInt8]) throws(FileError)

    /// What was appended outlasts a power cut when this has returned. After it has thrown, nothing
    /// that was not synced before may be believed: open the file anew and read it.
    func sync() throws(FileError)

    /// Cuts the file back, durably.
    func truncate(to size: Int) throws(FileError)
}

/// Held for as long as it lives.
package protocol FileLock: AnyObject {}

/// Why a file could not be used.
package struct FileError: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// No space left on the device (`ENOSPC`, `EDQUOT`): free some and repeat.
        case full
        /// Somebody else holds the lock; the process id, where it can be read.
        case locked(holderPID: Int32?)
        case exists
        /// Any other refusal, with its `errno`.
        case system(Int32)
    }

    package var cause: Cause
    package var path: String
    /// The system's reason alone, in English: "Permission denied".
    package var detail: String

    package init(_ cause: Cause, path: String, detail: String) {
        self.cause = cause
        self.path = path
        self.detail = detail
    }
}
