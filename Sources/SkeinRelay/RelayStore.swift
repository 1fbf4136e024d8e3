package import SkeinWire

/// Where the relay keeps its logs: SQLite in the program, memory in simulations.
///
/// Each call is one transaction, durable when it returns. Nothing is cached above it that it does
/// not hold, so that a relay may be killed at any moment.
package protocol RelayStore: AnyObject {
    func workspaceCount() throws(RelayStoreError) -> Int
    /// The highest log time over all workspaces (ms), 0 if there are none.
    func lastTime() throws(RelayStoreError) -> UInt64
    func head(of workspace: WorkspaceID) throws(RelayStoreError) -> WorkspaceHead?
    func snapshot(of workspace: WorkspaceID) throws(RelayStoreError) -> StateSnapshot?
    func note(of workspace: WorkspaceID) throws(RelayStoreError) -> StoredNote?
    /// The index and log time of the entry with this key.
    func find(key: [UInt8], in workspace: WorkspaceID) throws(RelayStoreError)
        -> (index: UInt64, time: UInt64)?
    /// The Merkle root at a size from 1 to the log's.
    func root(at size: UInt64, in workspace: WorkspaceID) throws(RelayStoreError) -> [UInt8]?
    /// Entries from `from` on, at most `entriesMax` and, after the first, at most `bytesMax` bytes.
    ///
    /// Bytes that differ from what was stored are `RelayStoreError.damaged`, never returned.
    func entries(
        of workspace: WorkspaceID, from: UInt64, entriesMax: Int, bytesMax: Int
    ) throws(RelayStoreError) -> [LogPage.Item]
    /// Compare and append: false, and nothing written, unless the log's size is `append.index`.
    func append(_ append: LogAppend, to workspace: WorkspaceID) throws(RelayStoreError) -> Bool
    /// Replaces the note of the same size.
    func save(_ note: StoredNote, of workspace: WorkspaceID) throws(RelayStoreError)
    /// In the order of posting; those posted before `since` are left out.
    func joins(of workspace: WorkspaceID, since: UInt64) throws(RelayStoreError) -> [PendingJoin]
    /// Deletes what was posted before `since`, then adds; equal requests are kept once. False if
    /// there are `countMax` others already.
    func add(
        _ join: PendingJoin, to workspace: WorkspaceID, since: UInt64, countMax: Int
    ) throws(RelayStoreError) -> Bool
}
