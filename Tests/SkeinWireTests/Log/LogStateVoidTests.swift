import SkeinWire
import Testing

/// Every reason for which an entry can be void, each with an entry that has no other fault.
struct LogStateVoidTests {
    @Test(arguments: VoidReason.allCases)
    func `an entry with one fault is void for that reason and changes nothing`(
        _ reason: VoidReason
    ) throws {
        var (workspace, entry) = try VoidScenario.make(reason)
        let before = workspace.state
        #expect(workspace.check(entry) == .void(reason))
        #expect(workspace.state == before)

        #expect(workspace.log(entry) == .void(reason))
        let after = workspace.state
        #expect(after.membership == before.membership)
        #expect(after.headByAuthor == before.headByAuthor)
        #expect(after.size == before.size + 1)
        #expect(after.root == workspace.tree.root(at: after.size))
        let isTimeFault = [.timeWentBack, .timeOutOfRange].contains(reason)
        #expect(after.lastTime == (isTimeFault ? before.lastTime : entry.time))
    }

    @Test func `reasons are stored as texts, all different`() {
        #expect(Set(VoidReason.allCases.map(\.rawValue)).count == VoidReason.allCases.count)
    }
}
