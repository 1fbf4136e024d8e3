import SkeinCRDT
import SkeinRelay
import SkeinTesting
import SkeinWire
import Testing

@Suite("The relay's engine serves")
struct RelayEngineReadTests {
    @Test func `entries up to 4 MiB an answer, and the rest with the next`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        var random = SkeinCRDT.SplitMix64(seed: 11)
        let contents = (0..<3).map { number in
            let text = random.bytes(60_000)
            return Content(salt: [UInt8](repeating: UInt8(number), count: 16), text: text)
        }
        for _ in 0..<25 {
            try relay.admit(try workspace.batch(contents: contents).append(), to: &workspace)
        }
        var items: [LogPage.Item] = []
        var answers = 0
        while items.count < 26 {
            let page = try relay.handle(
                .entries(workspace.id, from: UInt64(items.count), entriesMax: 4_096)
            ).page()
            #expect(page.encoded().count <= 4 << 20)
            #expect(!page.items.isEmpty)
            items += page.items
            answers += 1
        }
        #expect(answers == 2)
        #expect(Merkle.root(of: items.map(\.entry.leafHash)) == workspace.state.root)
    }

    @Test func `as many entries as were asked for, under a note of the whole log`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        for _ in 0..<5 { try relay.admit(try workspace.batch().append(), to: &workspace) }
        let page = try relay.handle(.entries(workspace.id, from: 2, entriesMax: 3)).page()
        #expect(page.items.count == 3)
        let seen = try TestRelay.keys.verifier.verify(
            page.note, origin: "relay.test/w/\(workspace.hex)")
        #expect(seen.checkpoint.size == 6)
        #expect(seen.checkpoint.root == workspace.state.root)
        #expect(try relay.handle(.entries(workspace.id, from: 9, entriesMax: 3)).page().items == [])
        let last = relay.handle(.entries(workspace.id, from: .max, entriesMax: .max))
        #expect(try last.page().items == [])
    }

    @Test func `a note whose time is fresh, stored before it is served`() throws {
        let relay = TestRelay()
        let workspace = try relay.found()
        let before = try relay.store.note(of: workspace.id)
        relay.advance(.seconds(61))
        let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 1)).page()
        let seen = try TestRelay.keys.verifier.verify(
            page.note, origin: "relay.test/w/\(workspace.hex)")
        #expect(seen.time.milliseconds / 1000 == relay.now.wall.milliseconds / 1000)
        #expect(page.note != before?.bytes)
        #expect(try relay.store.note(of: workspace.id)?.bytes == page.note)
    }

    @Test func `a new note where the stored one is from the future`() throws {
        let relay = TestRelay()
        let workspace = try relay.found()
        relay.now.wall = relay.now.wall + .seconds(-61)
        let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 1)).page()
        let seen = try TestRelay.keys.verifier.verify(
            page.note, origin: "relay.test/w/\(workspace.hex)")
        #expect(seen.time.milliseconds / 1000 == relay.now.wall.milliseconds / 1000)
        #expect(try relay.store.note(of: workspace.id)?.bytes == page.note)
    }

    @Test func `one entry at least, however few were asked for`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        try relay.admit(try workspace.batch().append(), to: &workspace)
        for entriesMax in [0, -1, 1] {
            let request = RelayRequest.entries(workspace.id, from: 0, entriesMax: entriesMax)
            #expect(try relay.handle(request).page().items.count == 1)
        }
    }

    @Test func `no more entries than its own limit, however many were asked for`() throws {
        var limits = RelayLimits()
        limits.pageEntriesMax = 3
        let relay = TestRelay(limits: limits)
        var workspace = try relay.found()
        for _ in 0..<4 { try relay.admit(try workspace.batch().append(), to: &workspace) }
        for (entriesMax, count) in [(2, 2), (3, 3), (4, 3), (Int.max, 3)] {
            let request = RelayRequest.entries(workspace.id, from: 0, entriesMax: entriesMax)
            #expect(try relay.handle(request).page().items.count == count)
        }
    }

    @Test func `answers that are as long as they may be, and not a byte longer`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        for _ in 0..<3 { try relay.admit(try workspace.batch().append(), to: &workspace) }
        let request = RelayRequest.entries(workspace.id, from: 0, entriesMax: 9)
        let whole = try relay.handle(request).page()
        #expect(whole.items.count == 4)
        for (missing, count) in [(0, 4), (1, 3), (8 + whole.note.count, 3)] {
            var limits = RelayLimits()
            limits.pageBytesMax = whole.encoded().count - missing
            let page = try TestRelay(store: relay.store, limits: limits).handle(request).page()
            #expect(page.items.count == count)
            #expect(page.encoded().count <= limits.pageBytesMax)
        }
    }

    @Test func `nothing of a workspace that it does not keep`() throws {
        let relay = TestRelay()
        let nobody = WorkspaceID([UInt8](repeating: 9, count: 32))
        for request in [
            RelayRequest.entries(nobody, from: 0, entriesMax: 1), .joins(nobody),
            .postJoin(nobody, invite: [UInt8](repeating: 1, count: 32), request: [1]),
        ] {
            #expect(try relay.handle(request).refusal().code == .unknownWorkspace)
        }
    }

    @Test func `requests to join, for a day, each once, sixteen at most`() throws {
        let relay = TestRelay()
        let workspace = try relay.found()
        let invite = [UInt8](repeating: 7, count: 32)
        for number in 0..<16 {
            let request = RelayRequest.postJoin(
                workspace.id, invite: invite, request: [1, UInt8(number)])
            #expect(relay.handle(request) == .joinPosted)
            #expect(relay.handle(request) == .joinPosted)
            relay.advance(.seconds(60))
        }
        let late = RelayRequest.postJoin(workspace.id, invite: invite, request: [99])
        #expect(try relay.handle(late).refusal().code == .joinsFull)
        #expect(try joins(relay, workspace).map { $0.request[1] } == (0..<16).map { $0 })
        relay.advance(.seconds(24 * 3_600 - 10 * 60))
        #expect(try joins(relay, workspace).map { $0.request[1] } == (6..<16).map { $0 })
        #expect(relay.handle(late) == .joinPosted)
        #expect(try joins(relay, workspace).count == 11)
    }

    @Test func `no request to join that is too long, empty, or under no invite`() throws {
        let relay = TestRelay()
        let workspace = try relay.found()
        let invite = [UInt8](repeating: 7, count: 32)
        for (invite, count, code) in [
            (invite, 4_097, RelayRefusal.Code.tooLarge), (invite, 0, .malformed),
            ([1, 2], 5, .malformed),
        ] {
            let request = [UInt8](repeating: 1, count: count)
            let response = relay.handle(.postJoin(workspace.id, invite: invite, request: request))
            #expect(try response.refusal().code == code)
        }
    }

    private func joins(_ relay: TestRelay, _ workspace: TestWorkspace) throws -> [PendingJoin] {
        guard case .joins(let joins) = relay.handle(.joins(workspace.id)) else {
            throw Unexpected(response: relay.handle(.joins(workspace.id)))
        }
        return joins
    }
}
