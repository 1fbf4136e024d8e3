/// Sealing and opening of batches.
package enum Batch {
    /// What a batch carries besides its operations.
    package struct SealContext: Sendable {
        package let workspace: WorkspaceID
        package let keys: DeviceKeys
        /// One above the author's last valid one.
        package let seq: UInt64
        /// The author's last valid batch id; `BatchHeader.noPrevious` for seq 1.
        package let previous: [UInt8]
        /// The epoch in force and its key.
        package let epoch: UInt32
        package let epochKey: [UInt8]
        /// The newest verified checkpoint.
        package let seenSize: UInt64
        package let seenRoot: [UInt8]

        package init(
            workspace: WorkspaceID, keys: DeviceKeys, seq: UInt64, previous: [UInt8],
            epoch: UInt32, epochKey: [UInt8], seenSize: UInt64, seenRoot: [UInt8]
        ) {
            self.workspace = workspace
            self.keys = keys
            self.seq = seq
            self.previous = previous
            self.epoch = epoch
            self.epochKey = epochKey
            self.seenSize = seenSize
            self.seenRoot = seenRoot
        }

        /// What follows the log so far, which has been ingested and verified to its end.
        package init(after state: LogState, keys: DeviceKeys, epochKey: [UInt8]) {
            let head = state.head(of: keys.id)
            self.init(
                workspace: state.workspace, keys: keys, seq: head.seq + 1,
                previous: head.headerHash, epoch: state.membership.epoch, epochKey: epochKey,
                seenSize: state.size, seenRoot: state.root)
        }
    }

    /// What a batch held.
    package struct Opened: Hashable, Sendable {
        package let header: BatchHeader
        package let operations: [Operation]
        /// By hash; those whose record is unreadable or holds another text are absent.
        package let contents: [ContentHash: Content]
    }
}

package typealias SealContext = Batch.SealContext
package typealias OpenedBatch = Batch.Opened
