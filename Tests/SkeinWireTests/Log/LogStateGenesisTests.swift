import SkeinCRDT
import SkeinWire
import Testing

/// A genesis is named by its own hash, so only its form can be false.
struct LogStateGenesisTests {
    private let founder = TestWorkspace.device(1)

    private func verdict(
        workspace: WorkspaceID = .none, previous: [UInt8] = Membership.noHead,
        author: DeviceID? = nil, policy: Policy = .standard
    ) throws -> EntryVerdict {
        let genesis = try Genesis(
            founder: founder, epochKey: [UInt8](repeating: 7, count: 32),
            relay: TestWorkspace.relay, policy: policy)
        let entry = MemberEntry(
            workspace: workspace, previous: previous, author: author ?? founder.id,
            action: .genesis(genesis))
        let log = TestWorkspace(empty: .of(genesis: entry.encoded()))
        return log.check(log.entry(entry, by: founder))
    }

    @Test func `a genesis has one form`() throws {
        let ones = [UInt8](repeating: 1, count: 32)
        #expect(try verdict() == .valid)
        #expect(try verdict(workspace: WorkspaceID(ones)) == .void(.wrongWorkspace))
        #expect(try verdict(previous: ones) == .void(.wrongMemberHead))
        #expect(try verdict(author: TestWorkspace.device(2).id) == .void(.malformed))
        var policy = Policy.standard
        policy.format = 0
        #expect(try verdict(policy: policy) == .void(.malformed))
    }

    @Test func `an author's highest stamp outlives a batch with a lower one`() throws {
        var workspace = try TestWorkspace()
        let high = HybridTime(milliseconds: TestWorkspace.startTime + 9_000, counter: 3)
        let low = HybridTime(milliseconds: TestWorkspace.startTime, counter: 0)
        for stamp in [high, low] {
            let entry = try workspace.forged(by: founder) { $0.highest = stamp }
            #expect(workspace.log(entry) == .valid)
            #expect(workspace.state.head(of: founder.id).highest == high)
        }
        #expect(workspace.state.head(of: founder.id).seq == 2)
    }

    @Test func `an entry whose time is void does not move the log's time`() throws {
        var workspace = try TestWorkspace()
        let batch = try workspace.batch(by: founder)
        let start = workspace.state.lastTime
        #expect(workspace.log(batch.entry(at: start - 1)) == .void(.timeWentBack))
        #expect(workspace.state.lastTime == start)
        let late = HybridTime.millisecondsMax + 1
        #expect(workspace.log(batch.entry(at: late)) == .void(.timeOutOfRange))
        #expect(workspace.state.lastTime == start)
        // One that is void for another reason was logged at its time all the same.
        let later = try workspace.forged(by: founder) { $0.flags = 1 }
        #expect(workspace.log(later) == .void(.unknownFlags))
        #expect(workspace.state.lastTime == start + 1_000)
        #expect(workspace.log(batch.entry(at: start + 1_000)) == .valid)
    }
}
