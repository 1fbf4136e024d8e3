import SkeinCRDT

/// One run: a storm in which faults strike while people work, then a calm in which everything has
/// to come right.
package struct Run {
    package let configuration: Configuration
    package let application: any SimulatedApplication
    package let steps: [Step]
    package var keepsTrace = false
    /// With the trace, every change on a disk and a hash of every message.
    package var keepsBytes = false
    /// Also what each replica shows at each moment, for a report; slow. Keeps the trace as well.
    package var keepsStates = false
    /// Ends with the storm: enough where a rule is known to break in it.
    package var isStormOnly = false
    /// Looks at the world as it is in the end, before it is taken down.
    package var inspect: ((World) -> Void)?

    package init(
        _ configuration: Configuration, _ application: any SimulatedApplication, steps: [Step]
    ) {
        self.configuration = configuration
        self.application = application
        self.steps = steps
    }

    /// The run that a seed stands for.
    ///
    /// - Parameter commands: how many things people do, instead of the drawn number.
    package init(
        seed: UInt64, profile: Profile, commands: Int? = nil,
        _ application: any SimulatedApplication
    ) {
        var configuration = Configuration.draw(seed: seed, profile: profile)
        configuration.commands = commands ?? configuration.commands
        self.init(configuration, application, steps: Plan.draw(configuration, application))
    }

    /// How long the calm may take until all replicas are equal (the world's time). A pause between
    /// two tries is a minute at most.
    package static let convergenceMax = Duration.seconds(60)
    /// And until the application has nothing left to wait for.
    package static let settlingMax = Duration.seconds(48 * 3_600)

    package func execute() -> Outcome {
        ProcessChance.seeded(configuration.seed, executeAlone)
    }

    private func executeAlone() -> Outcome {
        let world = World(
            configuration: configuration, application: application,
            keepsTrace: keepsTrace || keepsStates, keepsBytes: keepsBytes)
        if keepsStates { world.observer = Observer() }
        defer { world.dismantle() }
        var judge = Judge(world)
        var outcome = Outcome(configuration: configuration, steps: steps)
        do {
            try world.populate()
            try storm(world, &judge)
            if !isStormOnly { calm(world, &judge, &outcome) }
            for step in steps where step.at == Step.end && world.violations.isEmpty {
                try expect(step, world)
            }
            inspect?(world)
        } catch {
            outcome.error = (error as? StepError)?.reason ?? "\(error)"
        }
        outcome.finish(world)
        return outcome
    }

    private func storm(_ world: World, _ judge: inout Judge) throws {
        var runner = StepRunner(world)
        world.network.quality = configuration.quality
        for step in steps where step.at != Step.end {
            world.run(until: MonotonicTime(milliseconds: step.at)) { judge.look() }
            guard world.violations.isEmpty else { return }
            if step.subject == Expectation.subject {
                try expect(step, world)
            } else {
                do { try runner.carryOut(step) } catch {
                    throw StepError("\(step.line): \(error.reason)")
                }
            }
            judge.look()
        }
        let end = max(configuration.stormMilliseconds, world.time.milliseconds)
        world.run(until: MonotonicTime(milliseconds: end)) { judge.look() }
    }

    private func expect(_ step: Step, _ world: World) throws {
        world.note(.step, step.subject, step.words.joined(separator: " "))
        try Expectation.check(step.words, world)
    }

    /// Faults off; all machines up and online; then liveness.
    private func calm(_ world: World, _ judge: inout Judge, _ outcome: inout Outcome) {
        guard world.violations.isEmpty else { return }
        outcome.calmFrom = world.time.milliseconds
        world.calmDown()
        let start = world.time
        let deadline = start + Self.convergenceMax
        // Nobody has heard anything of the others yet.
        world.run(until: start + .seconds(1)) { judge.look() }
        while world.violations.isEmpty, world.time < deadline, !judge.isConverged {
            world.run(until: min(deadline, world.time + .milliseconds(500))) { judge.look() }
        }
        guard world.violations.isEmpty else { return }
        guard judge.isConverged else {
            world.fail("converged", judge.whatDiffers)
            return
        }
        outcome.convergedAfter = (world.time - start).wholeMilliseconds
        let settled = world.time + Self.settlingMax
        while world.violations.isEmpty, world.time < settled, world.pending != nil {
            world.run(until: min(settled, world.time + .seconds(30))) { judge.look() }
        }
        while world.violations.isEmpty, world.time < settled, !judge.isConverged {
            world.run(until: min(settled, world.time + .seconds(5))) { judge.look() }
        }
        guard world.violations.isEmpty else { return }
        if let pending = world.pending {
            world.fail("settled", "two days of calm, and still waiting for \(pending)")
        }
        judge.atTheEnd()
    }
}

/// What came of a run.
public struct Outcome: Sendable {
    package let configuration: Configuration
    package let steps: [Step]
    public internal(set) var violations: [Violation] = []
    /// A plan or a scenario that makes no sense, or a world that cannot be built; not the product's
    /// fault.
    public internal(set) var error: String?
    /// Of every event, disk write and byte on the wire.
    public internal(set) var digest = ""
    public internal(set) var counts: [String: Int] = [:]
    package var events: [TraceEvent] = []
    package var eventCount = 0
    /// What replicas showed, where the run kept it.
    package internal(set) var observations: [Observation] = []
    /// All machines that there were in the end, and those of them that answer calls.
    package internal(set) var nodeNames: [String] = []
    package internal(set) var serviceNames: [String] = []
    /// When the faults ended (milliseconds); nil where the run did not get there.
    package internal(set) var calmFrom: Int64?
    /// From the beginning of the calm until all replicas were equal (milliseconds).
    public internal(set) var convergedAfter: Int64?
    package var worldMilliseconds: Int64 = 0

    public var isGood: Bool { violations.isEmpty && error == nil }

    mutating func finish(_ world: World) {
        violations = world.violations
        digest = world.trace.digest
        counts = world.counts
        for disk in world.disks {
            for (fault, count) in disk.fired {
                counts["disk.\(fault.rawValue)", default: 0] += count
            }
        }
        events = world.trace.events
        observations = world.observer?.observations ?? []
        nodeNames = world.nodeNames
        serviceNames = [RelayNode.name] + world.services.map(\.name)
        eventCount = world.trace.count
        worldMilliseconds = world.time.milliseconds
    }
}
