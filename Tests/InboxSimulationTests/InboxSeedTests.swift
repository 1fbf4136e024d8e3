import InboxSimulation
import SimulationKit
import Testing

/// The first seeds in a debug build, whose checks of arithmetic are on; `make sim-test` runs more.
/// Runs share a process's chance: one at a time.
@Suite(.serialized) struct InboxSeedTests {
    @Test(arguments: zip([Profile.calm, .lite], [1, 1] as [UInt64]))
    func `seeds are good`(profile: Profile, count: UInt64) {
        for seed in 1...count {
            let outcome = Run(seed: seed, profile: profile, InboxProgram()).execute()
            #expect(outcome.isGood, "seed \(seed): \(outcome.violations) \(outcome.error ?? "")")
        }
    }
}
