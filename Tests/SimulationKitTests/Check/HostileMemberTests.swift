import SharedTodo
import SkeinStore
import SkeinWire
import Testing

@testable import SimulationKit

@Suite(.serialized) struct HostileMemberTests {
    /// The founder and one other work on, the third device is hostile in between.
    private func run(_ kind: String, seed: UInt64) -> Outcome {
        let configuration = Configuration(
            seed: seed, profile: .calm, devices: ["anna", "clara", "boris"])
        return Run(
            configuration, SharedTodo(),
            steps: [
                Step(at: 1_000, "anna", "does", "title", "item1", "milk"),
                Step(at: 20_000, "boris", "hostile", kind),
                Step(at: 30_000, "clara", "does", "label", "item1", "shop"),
                Step(at: Step.end, "expect", "clara", "shows", "item1 * [*shop]*"),
                Step(at: Step.end, "expect", "equal", "anna", "clara"),
            ]
        ).execute()
    }

    @Test(arguments: HostileMember.kinds, [1] as [UInt64])
    func `what a hostile member does comes to the same everywhere`(kind: String, seed: UInt64) {
        let outcome = run(kind, seed: seed)
        #expect(outcome.isGood, "\(outcome.violations) \(outcome.error ?? "")")
        #expect(outcome.counts["hostile.\(kind)"] == 1)
    }

    @Test func `a replica that judges a hostile entry otherwise is found out`() throws {
        let forge = try LogForge(seed: 1, entries: 0)
        let replica = try FreshReplica(
            name: "hostile-fates", workspace: forge.workspace, schema: LogForge.schema
        ) { _ in nil }
        func fault(
            _ fate: HostileEntry.Fate, _ refusal: String?, _ operations: [String?]
        ) throws -> String? {
            try HostileChecker.fault(fate, refusal, operations, replica.store)
        }
        let void = HostileEntry.Fate.void(.badSignature)
        #expect(try fault(void, "bad-signature", []) == nil)
        #expect(try fault(void, nil, []) != nil)
        #expect(try fault(void, "wrong-epoch", []) != nil)
        #expect(try fault(void, "bad-signature", [nil]) != nil)
        #expect(try fault(.voidContent, nil, []) == nil)
        #expect(try fault(.voidContent, nil, [nil]) != nil)
        #expect(try fault(.voidContent, "malformed", []) != nil)
        #expect(try fault(.refused, nil, ["role", "role"]) == nil)
        #expect(try fault(.refused, nil, ["role", nil]) != nil)
        #expect(try fault(.refused, nil, []) != nil)
        #expect(try fault(.counts, nil, [nil]) == nil)
        #expect(try fault(.counts, nil, ["role"]) != nil)
        #expect(
            try fault(.unreadable(ContentHash([UInt8](repeating: 1, count: 32))), nil, [nil]) == nil
        )
    }
}
