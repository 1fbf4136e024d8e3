import SkeinRelay
import SkeinWire

/// A store whose writes fail as long as a test wants them to.
final class FailingStore: RelayStore {
    private let store = MemoryRelayStore()
    var failure: RelayStoreError?

    private func check() throws(RelayStoreError) {
        if let failure { throw failure }
    }

    func workspaceCount() -> Int { store.workspaceCount() }
    func lastTime() -> UInt64 { store.lastTime() }
    func head(of workspace: WorkspaceID) -> WorkspaceHead? { store.head(of: workspace) }
    func snapshot(of workspace: WorkspaceID) -> StateSnapshot? { store.snapshot(of: workspace) }
    func note(of workspace: WorkspaceID) -> StoredNote? { store.note(of: workspace) }

    func find(key: [UInt8], in workspace: WorkspaceID) -> (index: UInt64, time: UInt64)? {
        store.find(key: key, in: workspace)
    }

    func root(at size: UInt64, in workspace: WorkspaceID) -> [UInt8]? {
        store.root(at: size, in: workspace)
    }

    func entries(
        of workspace: WorkspaceID, from: UInt64, entriesMax: Int, bytesMax: Int
    ) -> [LogPage.Item] {
        store.entries(of: workspace, from: from, entriesMax: entriesMax, bytesMax: bytesMax)
    }

    func append(
        _ append: LogAppend, to workspace: WorkspaceID
    ) throws(RelayStoreError) -> Bool {
        try check()
        return store.append(append, to: workspace)
    }

    func save(_ note: StoredNote, of workspace: WorkspaceID) throws(RelayStoreError) {
        try check()
        store.save(note, of: workspace)
    }

    func joins(of workspace: WorkspaceID, since: UInt64) -> [PendingJoin] {
        store.joins(of: workspace, since: since)
    }

    func add(
        _ join: PendingJoin, to workspace: WorkspaceID, since: UInt64, countMax: Int
    ) throws(RelayStoreError) -> Bool {
        try check()
        return store.add(join, to: workspace, since: since, countMax: countMax)
    }
}
