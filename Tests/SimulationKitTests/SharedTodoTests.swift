import SharedTodo
import SimulationKit
import Testing

/// Runs share a process's chance: one at a time.
@Suite(.serialized) struct SharedTodoTests {
    @Test func `calm seeds are good`() {
        for seed in 1...6 as ClosedRange<UInt64> {
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

    @Test func `one step a millisecond later is another history`() throws {
        let run = Run(seed: 1, profile: .lite, SharedTodo())
        var steps = run.steps
        steps[try #require(steps.lastIndex { $0.words.first == "does" })].at += 1
        let moved = Run(run.configuration, SharedTodo(), steps: steps)
        #expect(moved.execute().digest != run.execute().digest)
    }

    @Test(arguments: [Profile.lite, .swarm]) func `seeds with faults are good`(profile: Profile) {
        for seed in 1...6 as ClosedRange<UInt64> {
            let outcome = Simulation(of: SharedTodo()).run(seed: seed, profile: profile)
            #expect(outcome.isGood, "seed \(seed): \(outcome.violations) \(outcome.error ?? "")")
        }
    }
}
