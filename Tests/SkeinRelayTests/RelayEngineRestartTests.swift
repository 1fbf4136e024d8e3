import SkeinCRDT
import SkeinRelay
import SkeinWire
import Testing

/// A relay keeps nothing that its store does not hold, and believes the store only as far as the
/// log's own rules and hashes bear it out.
@Suite("A relay's engine that starts on a log")
struct RelayEngineRestartTests {
    private static var limits: RelayLimits {
        var limits = RelayLimits()
        limits.entriesPerSnapshot = 4
        return limits
    }

    @Test func `finds a state that is never further back than the limit says`() throws {
        let relay = TestRelay(limits: Self.limits)
        var workspace = try relay.found()
        #expect(try relay.store.snapshot(of: workspace.id)?.size == 1)
        for _ in 1..<10 {
            try relay.admit(try workspace.batch().append(), to: &workspace)
            let size = try #require(try relay.store.snapshot(of: workspace.id)?.size)
            #expect(workspace.state.size - size < 4)
        }
        #expect(try relay.store.snapshot(of: workspace.id)?.size == 8)
    }

    /// A batch as the next entry, which the workspace has read; and whether it counts there.
    private static func next(
        of workspace: inout TestWorkspace, by author: DeviceKeys? = nil
    ) throws -> (LogPage.Item, isValid: Bool) {
        let batch = try workspace.batch(by: author)
        let item = LogPage.Item(
            entry: batch.entry(at: workspace.state.lastTime), records: batch.records)
        return (item, workspace.follow(item))
    }

    /// Puts an entry into the store past the engine.
    private func slip(
        _ item: LogPage.Item, root: [UInt8], into relay: TestRelay, _ workspace: TestWorkspace
    ) throws {
        let head = try #require(try relay.store.head(of: workspace.id))
        let note = try #require(try relay.store.note(of: workspace.id))
        let size = head.size + 1
        let next = WorkspaceHead(
            size: size, lastTime: item.entry.time, bytes: head.bytes, root: root)
        let append = LogAppend(
            item: item, key: SHA256.hash(item.entry.encoded()), head: next,
            note: StoredNote(size: size, time: note.time, bytes: note.bytes), snapshot: nil)
        #expect(try relay.store.append(append, to: workspace.id))
    }

    /// What a new engine says when it is to go on with the log.
    private func expectDamage(_ relay: TestRelay, _ workspace: inout TestWorkspace) throws {
        let restarted = TestRelay(store: relay.store, limits: Self.limits)
        let size = try relay.store.head(of: workspace.id)?.size
        let refusal = try restarted.append(try workspace.batch().append(), to: workspace).refusal()
        #expect(refusal.code == .storage)
        guard case .damaged? = restarted.engine.fault else {
            Issue.record("the store is believed: \(refusal)")
            return
        }
        #expect(try relay.store.head(of: workspace.id)?.size == size)
    }

    @Test func `goes on where the entries lead to the root that was stored`() throws {
        let relay = TestRelay(limits: Self.limits)
        var workspace = try relay.found()
        let (item, isValid) = try Self.next(of: &workspace)
        #expect(isValid)
        try slip(item, root: workspace.state.root, into: relay, workspace)
        let restarted = TestRelay(store: relay.store, limits: Self.limits)
        let next = try restarted.append(try workspace.batch().append(), to: workspace).appended()
        #expect(next.index == 2)
    }

    @Test func `stops where the entries do not lead to the root that was stored`() throws {
        let relay = TestRelay(limits: Self.limits)
        var workspace = try relay.found()
        let (item, isValid) = try Self.next(of: &workspace)
        #expect(isValid)
        var root = workspace.state.root
        root[31] ^= 1
        try slip(item, root: root, into: relay, workspace)
        try expectDamage(relay, &workspace)
    }

    @Test func `stops at an entry that no relay lets in, though the root is right`() throws {
        let relay = TestRelay(limits: Self.limits)
        var workspace = try relay.found()
        let (item, isValid) = try Self.next(of: &workspace, by: TestWorkspace.device(66))
        #expect(!isValid)
        #expect(workspace.state.size == 2)
        try slip(item, root: workspace.state.root, into: relay, workspace)
        try expectDamage(relay, &workspace)
    }
}
