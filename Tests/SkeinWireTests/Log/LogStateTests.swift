import SkeinCRDT
import SkeinWire
import Testing

struct LogStateTests {
    @Test func `valid batches move their author's chain, each author's alone`() throws {
        var workspace = try TestWorkspace()
        let member = TestWorkspace.device(2)
        try workspace.add(member)
        for counter in 1...3 as ClosedRange<UInt64> {
            let batch = try workspace.batch(by: member, counter: counter)
            #expect(workspace.log(batch.entry(at: workspace.state.lastTime + 5)) == .valid)
            let head = workspace.state.head(of: member.id)
            #expect(head.seq == counter)
            #expect(head.headerHash == batch.id)
            #expect(head.index == workspace.state.size - 1)
            #expect(head.seenSize == workspace.state.size - 1)
            #expect(head.time == workspace.state.lastTime)
            #expect(head.highest.milliseconds == TestWorkspace.startTime + counter)
        }
        #expect(workspace.state.head(of: workspace.founder.id) == .none)
    }

    @Test func `a void entry keeps its author's chain, and the next batch goes on`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        let broken = try workspace.forged(by: workspace.founder) { $0.flags = 1 }
        #expect(workspace.log(broken) == .void(.unknownFlags))
        #expect(workspace.log(batch.entry(at: broken.time)) == .valid)
        #expect(workspace.state.size == 3)
    }

    @Test func `a batch logged twice counts once`() throws {
        var workspace = try TestWorkspace()
        let entry = try workspace.batch(by: workspace.founder).entry(at: TestWorkspace.startTime)
        #expect(workspace.log(entry) == .valid)
        #expect(workspace.log(entry) == .void(.wrongSequence))
    }

    @Test func `an observer's batch is valid, what it may do is judged by operation`() throws {
        var workspace = try TestWorkspace()
        let observer = TestWorkspace.device(2)
        try workspace.add(observer, .observer)
        let entry = try workspace.batch(by: observer).entry(at: workspace.state.lastTime)
        #expect(workspace.log(entry) == .valid)
    }

    @Test func `after a rotation only the new epoch is in force`() throws {
        var workspace = try TestWorkspace()
        let old = try workspace.batch(by: workspace.founder)
        #expect(workspace.log(workspace.entry(.rotate(try workspace.rotation()))) == .valid)
        #expect(workspace.state.membership.epoch == 2)
        #expect(
            workspace.log(old.entry(at: workspace.state.lastTime)) == .void(.wrongEpoch))
        let next = try workspace.batch(by: workspace.founder)
        #expect(workspace.log(next.entry(at: workspace.state.lastTime)) == .valid)
    }

    @Test func `a seen root is compared at every size, the empty log's too`() throws {
        var workspace = try TestWorkspace()
        try workspace.add(TestWorkspace.device(2))
        for size in 0...workspace.state.size {
            let root = size == 0 ? Merkle.emptyRoot : workspace.tree.root(at: size)
            let right = try workspace.forged(by: workspace.founder) {
                ($0.seenSize, $0.seenRoot) = (size, root)
            }
            let wrong = try workspace.forged(by: workspace.founder) {
                ($0.seenSize, $0.seenRoot) = (size, [UInt8](repeating: 4, count: 32))
            }
            #expect(workspace.check(right) == .valid)
            #expect(workspace.check(wrong) == .void(.falseSeenRoot))
        }
        let entry = try workspace.forged(by: workspace.founder) { $0.seenSize = 1 }
        #expect(workspace.state.check(entry) { _ in nil } == .void(.falseSeenRoot))
    }

    @Test func `a failing look-up of a root is no verdict`() throws {
        struct DiskError: Error {}
        var workspace = try TestWorkspace()
        try workspace.add(TestWorkspace.device(2))
        let entry = try workspace.forged(by: workspace.founder) { $0.seenSize = 1 }
        let before = workspace.state
        var state = before
        #expect(throws: DiskError.self) {
            try state.apply(entry) { _ in throw DiskError() }
        }
        #expect(state == before)
    }

    @Test func `a log may begin with anything, but is founded by its own genesis only`() throws {
        let workspace = try TestWorkspace()
        let genesis = try Genesis(
            founder: workspace.founder, epochKey: workspace.epochKey, relay: TestWorkspace.relay)
        let other = MemberEntry(founding: genesis)
        var empty = TestWorkspace(empty: workspace.id)
        // Its key box is another, and so its hash.
        #expect(empty.log(empty.entry(other, by: workspace.founder)) == .void(.wrongWorkspace))

        var own = TestWorkspace(empty: .of(genesis: other.encoded()))
        #expect(own.log(own.entry(other, by: TestWorkspace.device(2))) == .void(.badSignature))
        #expect(own.log(own.entry(other, by: workspace.founder)) == .void(.noGenesis))
    }

    @Test func `the state is kept as canonical bytes`() throws {
        var workspace = try TestWorkspace()
        for number in 2...6 as ClosedRange<UInt8> {
            let keys = TestWorkspace.device(number)
            try workspace.add(keys)
            workspace.log(try workspace.batch(by: keys).entry(at: workspace.state.lastTime))
        }
        let device = TestWorkspace.device(3).id
        workspace.log(
            workspace.entry(.remove(device, try workspace.rotation(without: device))))
        let bytes = workspace.state.encoded()
        let decoded = try LogState.decode(bytes)
        #expect(decoded == workspace.state)
        #expect(decoded.encoded() == bytes)
        let empty = LogState(workspace: workspace.id)
        #expect(try LogState.decode(empty.encoded()) == empty)
        let membership = workspace.state.membership
        #expect(try Membership.decode(membership.encoded()) == membership)
        for length in 0..<bytes.count {
            #expect(throws: FormatError.self) { try LogState.decode(Array(bytes.prefix(length))) }
        }
    }
}
