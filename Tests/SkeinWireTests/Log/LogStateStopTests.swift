import SkeinWire
import Testing

struct LogStateStopTests {
    @Test func `an unknown kind of entry stops this build and leaves the state as it was`() throws {
        var workspace = try TestWorkspace()
        let before = workspace.state
        let snapshot = LogEntry(
            time: workspace.state.lastTime, body: .unknown(kind: 3, [1, 2, 3]))
        #expect(workspace.log(snapshot) == .stop(.entryKind(3)))
        #expect(workspace.state == before)
        #expect(try LogEntry.decode(snapshot.encoded()) == snapshot)
    }

    @Test func `an owner's unknown action stops this build`() throws {
        var workspace = try TestWorkspace()
        let before = workspace.state
        let action = MemberAction.unknown(kind: "erase", .record(["kind": .text("erase")]))
        #expect(workspace.log(workspace.entry(action)) == .stop(.memberAction("erase")))
        #expect(workspace.state == before)
    }

    @Test func `nobody but an owner can stop a build`() throws {
        var workspace = try TestWorkspace()
        let member = TestWorkspace.device(2)
        try workspace.add(member, .sender)
        let action = MemberAction.unknown(kind: "erase", .record(["kind": .text("erase")]))
        #expect(workspace.check(workspace.entry(action, by: member)) == .void(.authorNotOwner))
        let stranger = TestWorkspace.device(9)
        #expect(workspace.check(workspace.entry(action, by: stranger)) == .void(.authorUnknown))
        let entry = MemberEntry(
            after: workspace.state.membership, author: workspace.founder.id, action: action)
        #expect(workspace.check(workspace.entry(entry, by: member)) == .void(.badSignature))
    }

    @Test func `a later version of member entries stops, whatever else it holds`() throws {
        var workspace = try TestWorkspace()
        let membership = workspace.state.membership
        let body = CBOR.record([
            "version": .unsigned(2), "workspace": .bytes(workspace.id.bytes),
            "previous": .bytes(membership.head), "author": .bytes(workspace.founder.id.bytes),
            "action": .text("any form"), "more": .null,
        ]).encoded()
        let signature = workspace.founder.signing.sign(body, label: Label.member)
        let entry = LogEntry(
            time: workspace.state.lastTime, body: .member(body, signature: signature))
        #expect(workspace.log(entry) == .stop(.memberVersion(2)))
    }

    @Test func `a raised format stops a build that does not know it`() throws {
        var workspace = try TestWorkspace()
        #expect(workspace.log(workspace.entry(.format(2))) == .stop(.format(2)))
    }

    @Test func `a workspace founded with a later format stops at its first entry`() throws {
        let workspace = try TestWorkspace()
        var policy = Policy.standard
        policy.format = 2
        let entry = MemberEntry(
            founding: try Genesis(
                founder: workspace.founder, epochKey: workspace.epochKey,
                relay: TestWorkspace.relay, policy: policy))
        var later = TestWorkspace(empty: .of(genesis: entry.encoded()))
        #expect(later.log(later.entry(entry, by: workspace.founder)) == .stop(.format(2)))
        #expect(later.state.size == 0)
    }
}
