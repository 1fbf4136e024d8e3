import SimulationKit
import Testing

/// A small part of what `skein-sim laws` tries.
@Suite struct LawsTests {
    @Test func `merging keeps its laws`() {
        let tally = Laws.run(seeds: 1..<151)
        #expect(tally.failureCount == 0, "\(tally.failures)")
        #expect(tally.cases["commutative: set"] == 150)
        #expect(tally.cases["prefix and rest: entity"] == 150)
    }

    @Test func `seven operations of two replicas lead to one state in every order`() {
        let tally = Laws.allOrders(seed: 1)
        #expect(tally.failureCount == 0, "\(tally.failures)")
        #expect(tally.cases["every order: register.latest"] == 5_040)
    }

    @Test func `stamps increase, stay near the log and keep causes before effects`() {
        let tally = Laws.clock(steps: 20_000, seed: 1)
        #expect(tally.failureCount == 0, "\(tally.failures)")
        #expect(tally.cases["causal order: clock", default: 0] > 1_000)
    }
}
