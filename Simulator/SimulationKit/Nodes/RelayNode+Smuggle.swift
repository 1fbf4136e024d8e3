import SkeinCRDT
import SkeinRelay
import SkeinWire

extension RelayNode {
    /// Puts an entry that this relay refuses into its log, past its engine, as if an older build
    /// had let it in: covered by a signed checkpoint, and honest in all else.
    ///
    /// - Parameter log: what it serves now.
    /// - Returns: false where the disk does not take it.
    func smuggle(_ body: LogEntry.Body, records: [[UInt8]], after log: [LogPage.Item]) -> Bool {
        let workspace = founding.workspace
        guard let store, let head = try? store.head(of: workspace) else { return false }
        let time = max(head.lastTime, UInt64(clamping: now.wall.milliseconds))
        let item = LogPage.Item(entry: LogEntry(time: time, body: body), records: records)
        var fold = LogFold(workspace)
        let key = founding.epochKey
        for item in log + [item] {
            do { try fold.take(item) { $0 == 1 ? key : nil } } catch { return false }
        }
        let checkpoint = Checkpoint(
            origin: founding.relayIdentity.origin(of: workspace), size: fold.state.size,
            root: fold.state.root)
        let append = LogAppend(
            item: item, key: fold.leaves.last ?? [],
            head: WorkspaceHead(
                size: fold.state.size, lastTime: time,
                bytes: head.bytes + UInt64(item.answerBytes), root: fold.state.root),
            note: StoredNote(
                size: fold.state.size, time: UInt64(clamping: now.wall.milliseconds),
                bytes: founding.relayKeys.sign(checkpoint, at: now.wall)),
            // The engine replays what follows its snapshot, and takes no void entry then.
            snapshot: StateSnapshot(size: fold.state.size, state: fold.state.encoded()))
        let isDone = (try? store.append(append, to: workspace)) ?? false
        guard isDone, !disk.isDown else {
            restart(powerLoss: disk.isDown)
            return false
        }
        wake()
        return true
    }
}
