/// What one workspace's log has come to; written in the transaction of each append.
package struct WorkspaceHead: Hashable, Sendable {
    package var size: UInt64
    /// Log time of the last entry (ms).
    package var lastTime: UInt64
    /// Bytes of all entries and records.
    package var bytes: UInt64
    /// Merkle root at `size`.
    package var root: [UInt8]

    package init(size: UInt64, lastTime: UInt64, bytes: UInt64, root: [UInt8]) {
        self.size = size
        self.lastTime = lastTime
        self.bytes = bytes
        self.root = root
    }
}
