import SkeinCRDT
import SkeinRelay
import SkeinWire
import Testing

@Suite("The relay's engine admits")
struct RelayEngineAppendTests {
    @Test func `the genesis entry, which makes the workspace, and signs a checkpoint over it`()
        throws
    {
        let relay = TestRelay()
        let workspace = try TestWorkspace(relay: TestRelay.keys.verifier)
        let answer = try relay.append(workspace.genesis.append(), to: workspace).appended()
        #expect(answer.index == 0)
        #expect(answer.time == UInt64(TestRelay.start.wall.milliseconds))
        let (checkpoint, time) = try TestRelay.keys.verifier.verify(
            answer.note, origin: "relay.test/w/\(workspace.hex)")
        #expect(checkpoint.size == 1)
        let entry = LogEntry(time: answer.time, body: workspace.genesis)
        #expect(checkpoint.root == entry.leafHash)
        #expect(time.milliseconds / 1000 == TestRelay.start.wall.milliseconds / 1000)
    }

    @Test func `a batch with its records, which are served as they came`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let text = Content(salt: [UInt8](repeating: 3, count: 16), text: Array("buyer".utf8))
        let batch = try workspace.batch(contents: [text])
        let answer = try relay.append(batch.append(), to: workspace).appended()
        #expect(answer.index == 1)
        let page = try relay.handle(.entries(workspace.id, from: 1, entriesMax: 10)).page()
        #expect(page.items.map(\.batch) == [batch])
        #expect(page.items[0].records.count == 2)
        #expect(page.items[0].entry.time == answer.time)
    }

    @Test func `a repeated append under its first index, and writes nothing`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let batch = try workspace.batch()
        let first = try relay.append(batch.append(), to: workspace).appended()
        relay.advance(.seconds(5))
        let again = try relay.append(batch.append(), to: workspace).appended()
        #expect(again == first)
        let genesis = try relay.append(workspace.genesis.append(), to: workspace).appended()
        #expect(genesis.index == 0)
        #expect(try relay.store.head(of: workspace.id)?.size == 2)
    }

    @Test func `a repeated append even when a newer entry would make it void`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let first = try workspace.batch()
        try relay.admit(first.append(), to: &workspace)
        try relay.admit(try workspace.batch().append(), to: &workspace)
        #expect(try relay.append(first.append(), to: workspace).appended().index == 1)
    }

    @Test func `log times that never decrease, though the clock goes back a little`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        relay.now.wall = relay.now.wall + .seconds(-300)
        let answer = try relay.admit(try workspace.batch().append(), to: &workspace)
        #expect(answer.time == UInt64(TestRelay.start.wall.milliseconds))
    }

    @Test func `two authors' batches that did not see each other`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let other = TestWorkspace.device(9)
        try relay.admit(try workspace.adding(other).append(), to: &workspace)
        let mine = try workspace.batch()
        let theirs = try workspace.batch(by: other)
        #expect(try relay.append(theirs.append(), to: workspace).appended().index == 2)
        #expect(try relay.append(mine.append(), to: workspace).appended().index == 3)
    }

    @Test func `a batch that cites an earlier root of this log`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let early = workspace.state
        let other = TestWorkspace.device(9)
        try relay.admit(try workspace.adding(other).append(), to: &workspace)
        let batch = try workspace.batch(by: other) {
            $0.seenSize = early.size
            $0.seenRoot = early.root
        }
        #expect(try relay.append(batch.append(), to: workspace).appended().index == 2)
    }

    @Test func `entries again by a new engine on the same store, whatever was in memory`() throws {
        var limits = RelayLimits()
        limits.entriesPerSnapshot = 4
        let relay = TestRelay(limits: limits)
        var workspace = try relay.found()
        for _ in 0..<10 {
            try relay.admit(try workspace.batch().append(), to: &workspace)
            let restarted = TestRelay(store: relay.store, limits: limits)
            try restarted.admit(try workspace.batch().append(), to: &workspace)
        }
        #expect(workspace.state.size == 21)
        let note = try relay.handle(.entries(workspace.id, from: 21, entriesMax: 1)).page().note
        let seen = try TestRelay.keys.verifier.verify(note, origin: "relay.test/w/\(workspace.hex)")
        #expect(seen.checkpoint.root == workspace.state.root)
    }
}
