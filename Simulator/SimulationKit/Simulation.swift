/// The whole simulator for one application: declare a schema and a workload, get faults, judges and
/// replay.
///
///     let outcome = Simulation(of: MyProgram()).run(seed: 17)
///     if !outcome.isGood { print(outcome.violations) }
public struct Simulation {
    public let application: any SimulatedApplication

    public init(of application: any SimulatedApplication) { self.application = application }

    /// One run; the same for the same seed, profile and build. Not to be called by two threads of a
    /// process at once.
    public func run(seed: UInt64, profile: Profile = .swarm) -> Outcome {
        Run(seed: seed, profile: profile, application).execute()
    }
}
