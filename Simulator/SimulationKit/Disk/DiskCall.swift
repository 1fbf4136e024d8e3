/// One call to a simulated disk, as the hook `onCall` is told of it before it is carried out.
package struct DiskCall: Hashable, Sendable {
    /// Questions that cannot fail on their own (is it there, how long is it) are not counted.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case open, read, write, truncate, sync, syncFolder, rename, remove

        /// The failure of this call when a test asks for one that it cannot have.
        var plainFault: DiskFault {
            switch self {
            case .read: .readError
            case .sync, .syncFolder: .syncError
            case .open, .write, .truncate, .rename, .remove: .writeError
            }
        }
    }

    /// From 1, over the whole life of the disk.
    package let number: Int
    package let kind: Kind
    /// On the disk, without the place where it is mounted.
    package let path: String
    /// Bytes from the file's start.
    package let offset: Int
    /// Bytes.
    package let length: Int
}

/// What becomes of a call.
package enum DiskDecision: Hashable, Sendable {
    case proceed
    /// Fails in this way; a call that cannot fail in this way has its own plain I/O error.
    case fail(DiskFault)
    /// The process ends before the call: it and all further ones fail until `restart()`.
    case crash
}
