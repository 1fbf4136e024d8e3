package import SkeinWire

/// A relay's store without a disk, for simulations: gone with the process.
package final class MemoryRelayStore: RelayStore {
    private struct Log {
        var head = WorkspaceHead(size: 0, lastTime: 0, bytes: 0, root: [])
        var snapshot: StateSnapshot?
        var note: StoredNote?
        var items: [LogPage.Item] = []
        var roots: [[UInt8]] = []
        var indexByKey: [[UInt8]: Int] = [:]
        var joins: [PendingJoin] = []
    }

    private var logByWorkspace: [WorkspaceID: Log] = [:]

    package init() {}

    package func workspaceCount() -> Int { logByWorkspace.count }

    package func lastTime() -> UInt64 { logByWorkspace.values.map(\.head.lastTime).max() ?? 0 }

    package func head(of workspace: WorkspaceID) -> WorkspaceHead? {
        logByWorkspace[workspace]?.head
    }

    package func snapshot(of workspace: WorkspaceID) -> StateSnapshot? {
        logByWorkspace[workspace]?.snapshot
    }

    package func note(of workspace: WorkspaceID) -> StoredNote? { logByWorkspace[workspace]?.note }

    package func find(key: [UInt8], in workspace: WorkspaceID) -> (index: UInt64, time: UInt64)? {
        guard let log = logByWorkspace[workspace], let index = log.indexByKey[key] else {
            return nil
        }
        return (UInt64(index), log.items[index].entry.time)
    }

    package func root(at size: UInt64, in workspace: WorkspaceID) -> [UInt8]? {
        guard let log = logByWorkspace[workspace], size >= 1, size <= log.head.size else {
            return nil
        }
        return log.roots[Int(size) - 1]
    }

    package func entries(
        of workspace: WorkspaceID, from: UInt64, entriesMax: Int, bytesMax: Int
    ) -> [LogPage.Item] {
        guard let log = logByWorkspace[workspace], from < log.head.size else { return [] }
        var page: [LogPage.Item] = []
        var bytes = 0
        for item in log.items[Int(from)...].prefix(entriesMax) {
            bytes += item.answerBytes
            guard page.isEmpty || bytes <= bytesMax else { break }
            page.append(item)
        }
        return page
    }

    package func append(_ append: LogAppend, to workspace: WorkspaceID) -> Bool {
        var log = logByWorkspace[workspace] ?? Log()
        guard log.head.size == append.index else { return false }
        log.head = append.head
        log.note = append.note
        log.snapshot = append.snapshot ?? log.snapshot
        log.indexByKey[append.key] = log.items.count
        log.items.append(append.item)
        log.roots.append(append.head.root)
        logByWorkspace[workspace] = log
        return true
    }

    package func save(_ note: StoredNote, of workspace: WorkspaceID) {
        logByWorkspace[workspace]?.note = note
    }

    package func joins(of workspace: WorkspaceID, since: UInt64) -> [PendingJoin] {
        (logByWorkspace[workspace]?.joins ?? []).filter { $0.posted >= since }
    }

    package func add(
        _ join: PendingJoin, to workspace: WorkspaceID, since: UInt64, countMax: Int
    ) -> Bool {
        guard var log = logByWorkspace[workspace] else { return false }
        log.joins.removeAll { $0.posted < since }
        let isKnown = log.joins.contains {
            $0.invite == join.invite && $0.request == join.request
        }
        guard isKnown || log.joins.count < countMax else { return false }
        if !isKnown { log.joins.append(join) }
        logByWorkspace[workspace] = log
        return true
    }
}
