import SkeinCRDT
import SkeinTransport
import SkeinWire

@testable import SkeinRelay

/// What a relay that lies, or is broken, can do with its own keys.
extension Bench {
    /// A note as the relay signs it, over anything.
    func note(
        size: UInt64, root: [UInt8], origin: String? = nil, keys: RelayKeys? = nil
    ) -> [UInt8] {
        let checkpoint = Checkpoint(
            origin: origin ?? founding.origin, size: size, root: root)
        return (keys ?? founding.relay).sign(checkpoint, at: now.wall)
    }

    /// The same page with something changed; what is no page stays as it is.
    static func changing(
        _ answer: HTTPAnswer, _ change: (LogPage) -> LogPage
    ) -> HTTPAnswer {
        guard let page = try? LogPage.decode(answer.body) else { return answer }
        return answer.with(body: change(page).encoded())
    }

    /// The relay lets in an entry that it must not let in, and goes on from there; what the rules
    /// make of it.
    func force(_ item: LogPage.Item) throws -> EntryVerdict {
        let workspace = founding.workspace
        guard let head = memory.head(of: workspace) else { throw BenchError.noMemberEntry }
        var state = try relay.state(of: workspace, head)
        let verdict = state.apply(item.entry) { memory.root(at: $0, in: workspace) }
        let next = WorkspaceHead(
            size: state.size, lastTime: item.entry.time, bytes: head.bytes, root: state.root)
        let note = relay.sign(size: state.size, root: state.root, of: workspace, now)
        let append = LogAppend(
            item: item, key: SHA256.hash(item.entry.encoded()), head: next, note: note,
            snapshot: StateSnapshot(size: state.size, state: state.encoded()))
        let isTaken = memory.append(append, to: workspace)
        precondition(isTaken, "nobody else appends to the memory's log")
        relay.stateByWorkspace[workspace] = state
        return verdict
    }

    /// The state of the relay's log.
    func relayState() throws -> LogState {
        guard let head = memory.head(of: founding.workspace) else {
            throw BenchError.noMemberEntry
        }
        return try relay.state(of: founding.workspace, head)
    }
}
