/// A change on a simulated disk, told after it has happened, so that a run's digest covers it.
package struct DiskEvent: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case create, write, truncate, sync, syncFolder, rename, remove
        case bitRot, crash, processEnd, powerLoss, restore
    }

    package let kind: Kind
    /// On the disk, without the place where it is mounted; a rename's old name.
    package let path: String
    /// Bytes from the file's start; for a write that went astray, where it ended up.
    package let offset: Int
    /// Bytes written or changed; after a truncation, the file's size.
    package let length: Int
    /// Of what was written (see `ByteHash`), of a rename's new name, of a power loss's outcome.
    package let hash: UInt64

    init(_ kind: Kind, _ path: String, offset: Int = 0, length: Int = 0, hash: UInt64 = 0) {
        self.kind = kind
        self.path = path
        self.offset = offset
        self.length = length
        self.hash = hash
    }

    /// All of the event in one number, the same in every process.
    package var digest: UInt64 {
        var hash = ByteHash()
        hash.combine(Array(kind.rawValue.utf8))
        hash.combine(Array(path.utf8))
        for number in [UInt64(offset), UInt64(length), self.hash] { hash.combine(number) }
        return hash.value
    }
}
