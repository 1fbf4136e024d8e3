import SkeinWire
import Testing

/// The faults that a member entry can have just as a batch can.
struct LogStateMemberFaultTests {
    @Test func `a member entry for another workspace is void`() throws {
        let workspace = try TestWorkspace()
        let entry = MemberEntry(
            workspace: WorkspaceID([UInt8](repeating: 3, count: 32)),
            previous: workspace.state.membership.head, author: workspace.founder.id,
            action: .setRole(workspace.founder.id, .owner))
        let logged = workspace.entry(entry, by: workspace.founder)
        #expect(workspace.check(logged) == .void(.wrongWorkspace))
    }

    @Test func `a removed owner changes nothing any more`() throws {
        var workspace = try TestWorkspace()
        let second = TestWorkspace.device(2)
        try workspace.add(second, .owner)
        workspace.log(
            workspace.entry(.remove(second.id, try workspace.rotation(without: second.id))))
        let entry = workspace.entry(.setRole(workspace.founder.id, .observer), by: second)
        #expect(workspace.check(entry) == .void(.authorRemoved))
    }

    @Test func `a member body that is no entry is void, at any length`() throws {
        let workspace = try TestWorkspace()
        guard
            case .member(let body, _) = workspace.entry(.setRole(workspace.founder.id, .owner))
                .body
        else { return }
        for length in 0..<body.count {
            let cut = Array(body.prefix(length))
            let signature = workspace.founder.signing.sign(cut, label: Label.member)
            let entry = LogEntry(
                time: workspace.state.lastTime, body: .member(cut, signature: signature))
            #expect(workspace.check(entry) == .void(.malformed))
        }
    }

    @Test func `any single bit of a member entry changed makes it void`() throws {
        var workspace = try TestWorkspace()
        let member = TestWorkspace.device(2)
        try workspace.add(member)
        let right = workspace.entry(.setRole(member.id, .sender))
        guard case .member(let body, let signature) = right.body else { return }
        #expect(workspace.check(right) == .valid)
        var accepted = 0
        for bit in 0..<(body.count + signature.count) * 8 {
            var changed = body + signature
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let entry = LogEntry(
                time: right.time,
                body: .member(
                    Array(changed.prefix(body.count)),
                    signature: Array(changed.dropFirst(body.count))))
            guard case .void = workspace.check(entry) else {
                accepted += 1
                continue
            }
        }
        #expect(accepted == 0)
    }

    @Test func `signatures for one purpose do not serve another`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: workspace.founder)
        for label in [Label.member, "sk1 session", nil] {
            let signature = workspace.founder.signing.sign(batch.header, label: label)
            let entry = LogEntry(
                time: workspace.state.lastTime,
                body: .batch(header: batch.header, signature: signature))
            #expect(workspace.check(entry) == .void(.badSignature))
        }
    }

    @Test func `a batch without records or with too many bytes of them is void`() throws {
        var workspace = try TestWorkspace()
        let founder = workspace.founder
        let changes: [(inout BatchHeader) -> Void] = [
            { $0.recordCount = 0 }, { $0.recordBytes = 262_145 },
        ]
        for change in changes {
            let entry = try workspace.forged(by: founder, change)
            #expect(workspace.check(entry) == .void(.recordLimits))
        }
        let largest = try workspace.forged(by: founder) {
            ($0.recordCount, $0.recordBytes) = (512, 262_144)
        }
        #expect(workspace.check(largest) == .valid)
        #expect(
            workspace.check(try workspace.forged(by: founder) { $0.version = 0 })
                == .void(.malformed))
        #expect(
            workspace.check(try workspace.forged(by: founder) { $0.seq = 0 })
                == .void(.wrongSequence))
    }
}
