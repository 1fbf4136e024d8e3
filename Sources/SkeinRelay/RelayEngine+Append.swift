import SkeinCRDT
import SkeinWire

/// Cheap checks first: sizes, repeats, clock, quota, chain, one signature, and only then the hashes
/// of the records.
extension RelayEngine {
    func append(
        _ body: [UInt8], to workspace: WorkspaceID, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        guard body.count <= limits.appendBytesMax else {
            return .refused(
                RelayRefusal(.tooLarge, "an append has at most \(limits.appendBytesMax) bytes"))
        }
        let offer: AppendOffer
        do { offer = try AppendOffer.decode(body) } catch {
            return .refused(RelayRefusal(unreadable: error))
        }
        guard let head = try store.head(of: workspace) else {
            return try found(offer, workspace, now)
        }
        if let known = try store.find(key: offer.key, in: workspace) {
            // A repeat: the answer was lost on its way. Nothing is written.
            let note = try freshNote(of: workspace, head, now)
            #if PLANTED_BUGS
                if planted(.repeatMisplaced) {
                    return .appended(
                        AppendAnswer(index: known.index + 1, time: known.time, note: note))
                }
            #endif
            return .appended(AppendAnswer(index: known.index, time: known.time, note: note))
        }
        if let fault = clock.check(now, lastLogTime: head.lastTime) {
            return .refused(RelayRefusal(.clock, "\(fault); its operator has to look at it"))
        }
        let state = try state(of: workspace, head)
        return try admit(offer, to: state, after: head, now)
    }

    /// The first entry makes the workspace: anyone may, within the relay's number.
    private func found(
        _ offer: AppendOffer, _ workspace: WorkspaceID, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        guard case .member(let body, _) = offer.content,
            let entry = try? MemberEntry.decode(body), case .genesis(let genesis) = entry.action
        else { return Self.unknownWorkspace }
        let ownIdentity = RelayIdentity(
            name: keys.name, key: keys.verifier.signing.encoded(),
            cosignKey: keys.verifier.cosigning.encoded())
        guard genesis.relay == ownIdentity else {
            return .refused(
                RelayRefusal(.otherRelay, "the genesis entry pins the keys of another relay"))
        }
        guard try store.workspaceCount() < limits.workspacesMax else {
            return .refused(
                RelayRefusal(.workspacesFull, "the relay keeps \(limits.workspacesMax) workspaces"))
        }
        if let fault = clock.check(now, lastLogTime: 0) {
            return .refused(RelayRefusal(.clock, "\(fault); its operator has to look at it"))
        }
        let nothing = WorkspaceHead(size: 0, lastTime: 0, bytes: 0, root: Merkle.emptyRoot)
        return try admit(offer, to: LogState(workspace: workspace), after: nothing, now)
    }

    private func admit(
        _ offer: AppendOffer, to state: LogState, after head: WorkspaceHead, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        let standing = LogStanding(size: head.size, memberHead: state.membership.head)
        if let expected = offer.expectedSize, expected != head.size {
            return .refused(
                RelayRefusal(.size, "the log has \(head.size) entries", standing: standing))
        }
        let time = max(head.lastTime, UInt64(clamping: now.wall.milliseconds))
        let entry = LogEntry(time: time, body: offer.body)
        var next = state
        let verdict = try judge(entry, over: &next)
        if let refusal = RelayRefusal(verdict, standing: standing) { return .refused(refusal) }
        let records: [[UInt8]]
        do { records = try offer.records() } catch {
            return .refused(RelayRefusal(.records, "the records do not fit the header: \(error)"))
        }
        let item = LogPage.Item(entry: entry, records: records)
        return try commit(item, key: offer.key, next, after: head, now)
    }

    private func commit(
        _ item: LogPage.Item, key: [UInt8], _ next: LogState, after head: WorkspaceHead,
        _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        precondition(next.size == head.size + 1, "one entry makes a log one longer")
        precondition(item.entry.time >= head.lastTime, "the log's time never goes back")
        let bytes = head.bytes + UInt64(item.answerBytes)
        guard bytes <= limits.workspaceBytesMax else {
            return .refused(
                RelayRefusal(.quota, "a workspace has at most \(limits.workspaceBytesMax) bytes"))
        }
        let root = next.root
        precondition(root != head.root, "another log has another root")
        let note = sign(size: next.size, root: root, of: next.workspace, now)
        let isSnapshotDue = next.size % limits.entriesPerSnapshot == 0 || head.size == 0
        let append = LogAppend(
            item: item, key: key,
            head: WorkspaceHead(
                size: next.size, lastTime: item.entry.time, bytes: bytes, root: root),
            note: note,
            snapshot: isSnapshotDue
                ? StateSnapshot(size: next.size, state: next.encoded()) : nil)
        #if PLANTED_BUGS
            if planted(.unstoredAnswered) { return answeredAnyway(append, next.workspace) }
        #endif
        guard try store.append(append, to: next.workspace) else {
            throw .io("the log has grown while it was held by this process alone")
        }
        precondition(append.index == head.size, "what was stored is the log's end")
        stateByWorkspace[next.workspace] = next
        return .appended(AppendAnswer(index: append.index, time: item.entry.time, note: note.bytes))
    }

    #if PLANTED_BUGS
        private func answeredAnyway(_ append: LogAppend, _ workspace: WorkspaceID) -> RelayResponse
        {
            _ = try? store.append(append, to: workspace)
            return .appended(
                AppendAnswer(
                    index: append.index, time: append.item.entry.time, note: append.note.bytes))
        }
    #endif

    func judge(
        _ entry: LogEntry, over state: inout LogState
    ) throws(RelayStoreError) -> EntryVerdict {
        let workspace = state.workspace
        do {
            return try state.apply(entry) { try store.root(at: $0, in: workspace) }
        } catch {
            throw error as? RelayStoreError ?? .io("\(error)")
        }
    }

    /// Takes in an entry that this relay once let in.
    func replay(
        _ item: LogPage.Item, over state: inout LogState
    ) throws(RelayStoreError) {
        let index = state.size
        guard try judge(item.entry, over: &state) == .valid else {
            throw .damaged("entry \(index) is not one that a relay lets in")
        }
    }

    func decode(_ snapshot: StateSnapshot) throws(RelayStoreError) -> LogState {
        guard let state = try? LogState.decode(snapshot.state), state.size == snapshot.size else {
            throw .damaged("the stored state of a workspace cannot be read")
        }
        return state
    }
}
