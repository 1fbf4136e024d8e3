import SkeinCRDT
import SkeinWire

extension RelayEngine {
    func entries(
        of workspace: WorkspaceID, from: UInt64, entriesMax: Int, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        guard let head = try store.head(of: workspace) else { return Self.unknownWorkspace }
        let note = try freshNote(of: workspace, head, now)
        guard from < head.size else {
            return .page(LogPage(note: note, items: []), size: head.size)
        }
        let items = try store.entries(
            of: workspace, from: from, entriesMax: min(max(entriesMax, 1), limits.pageEntriesMax),
            bytesMax: limits.pageBytesMax - 8 - note.count)
        precondition(!items.isEmpty, "a log that goes on has a next entry")
        precondition(UInt64(items.count) <= head.size - from, "a page ends where the log ends")
        #if PLANTED_BUGS
            if planted(.pageOutOfOrder), items.count == 2 {
                return .page(LogPage(note: note, items: items.reversed()), size: head.size)
            }
        #endif
        return .page(LogPage(note: note, items: items), size: head.size)
    }

    /// The checkpoint of the log as it is, its time not older than `limits.noteFresh`.
    ///
    /// A new note is stored before anyone sees it. Where that is impossible (full disk, doubtful
    /// clock) the older one is served: reading goes on, and its age shows.
    func freshNote(
        of workspace: WorkspaceID, _ head: WorkspaceHead, _ now: Instant
    ) throws(RelayStoreError) -> [UInt8] {
        guard let stored = try store.note(of: workspace), stored.size == head.size else {
            throw .damaged("the checkpoint of a workspace is not that of its last entry")
        }
        let age = now.wall - WallTime(milliseconds: Int64(clamping: stored.time))
        guard age > limits.noteFresh || age < .zero - limits.noteFresh,
            clock.check(now, lastLogTime: head.lastTime) == nil
        else { return stored.bytes }
        let note = sign(size: head.size, root: head.root, of: workspace, now)
        do throws(RelayStoreError) {
            try store.save(note, of: workspace)
        } catch {
            guard error.mayPass else { throw error }
            return stored.bytes
        }
        return note.bytes
    }

    func sign(
        size: UInt64, root: [UInt8], of workspace: WorkspaceID, _ now: Instant
    ) -> StoredNote {
        let origin = Checkpoint.origin(relay: keys.name, workspace: workspace.bytes)
        #if PLANTED_BUGS
            if planted(.emptyRootSigned), size % 8 == 0, root != Merkle.emptyRoot {
                return sign(size: size, root: Merkle.emptyRoot, of: workspace, now)
            }
        #endif
        precondition(root.count == Merkle.emptyRoot.count, "a root is one hash")
        precondition((size == 0) == (root == Merkle.emptyRoot), "an empty log has its own root")
        let checkpoint = Checkpoint(origin: origin, size: size, root: root)
        return StoredNote(
            size: size, time: UInt64(clamping: now.wall.milliseconds),
            bytes: keys.sign(checkpoint, at: now.wall))
    }

    /// The state of a log that exists: from memory where it is as long as the store's, else the
    /// stored state and what was appended after it.
    func state(
        of workspace: WorkspaceID, _ head: WorkspaceHead
    ) throws(RelayStoreError) -> LogState {
        if let known = stateByWorkspace[workspace], known.size == head.size { return known }
        guard let snapshot = try store.snapshot(of: workspace) else {
            throw .damaged("the state of a workspace is gone")
        }
        var state = try decode(snapshot)
        #if PLANTED_BUGS
            if planted(.stateNotReplayed) { return state }
        #endif
        while state.size < head.size {
            let page = try store.entries(
                of: workspace, from: state.size, entriesMax: limits.pageEntriesMax,
                bytesMax: limits.pageBytesMax)
            for item in page { try replay(item, over: &state) }
            guard !page.isEmpty else { throw .damaged("entry \(state.size) is gone") }
        }
        guard state.size == head.size, state.root == head.root else {
            throw .damaged("a log does not add up to the root that was signed for it")
        }
        stateByWorkspace[workspace] = state
        return state
    }
}
