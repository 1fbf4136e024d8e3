import SkeinCRDT

/// Draws the steps of a run from its seed: commands of the application, and faults of the classes
/// that the configuration has.
package enum Plan {
    package static func draw(
        _ configuration: Configuration, _ application: any SimulatedApplication
    ) -> [Step] {
        var drawer = PlanDrawer(configuration)
        let program = application as? any SimulatedProgram
        drawer.steps = program?.opening(seed: configuration.seed) ?? []
        drawer.commands(application)
        for fault in configuration.faults { drawer.faults(fault, application) }
        // Of one time in the order of drawing: a stable order, whatever sort does.
        return drawer.steps.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }
}

private struct PlanDrawer {
    let configuration: Configuration
    var steps: [Step] = []
    private let generators: Generators
    /// Before that nothing goes wrong: in three of four worlds people have begun when it does.
    private let faultsFrom: Int64

    init(_ configuration: Configuration) {
        self.configuration = configuration
        generators = Generators(seed: configuration.seed)
        var random = generators.generator("plan.begin")
        let quiet = min(30_000, configuration.stormMilliseconds / 4)
        faultsFrom = random.chance(75) ? quiet : 0
    }

    mutating func commands(_ application: any SimulatedApplication) {
        var when = generators.generator("plan.times")
        var what = SimulationRandom(generators.generator("plan.commands"))
        for _ in 0..<configuration.commands {
            let device = when.pick(configuration.devices)
            let at = when.number(0...configuration.stormMilliseconds)
            steps.append(Step(at: at, device, ["does"] + application.draw(&what)))
        }
    }

    mutating func faults(_ fault: FaultClass, _ application: any SimulatedApplication) {
        var random = generators.generator("plan.\(fault.rawValue)")
        let times = Int(random.number(timesRange(fault)))
        for _ in 0..<times {
            var at = random.number(faultsFrom...configuration.stormMilliseconds)
            var device = random.pick(configuration.devices)
            let span = random.number(1...max(2, configuration.stormMilliseconds / 3))
            if let busy = busyMoment(fault, &random) { (at, device) = busy }
            add(fault, at: at, span: span, device, &random, application)
        }
    }

    /// How often a class strikes: more often where most strokes hit nothing, since nobody was just
    /// sending, or writing to a disk.
    private func timesRange(_ fault: FaultClass) -> ClosedRange<Int64> {
        guard configuration.profile == .swarm else { return 1...4 }
        switch fault {
        case .crash, .power: return 2...8
        case .roles: return 2...6
        case .outside: return 6...30
        default: return 1...4
        }
    }

    /// Where every second end of a machine strikes: soon after its person did something, while
    /// that is being stored, sent, answered.
    private func busyMoment(
        _ fault: FaultClass, _ random: inout SplitMix64
    ) -> (at: Int64, device: String)? {
        guard configuration.profile == .swarm, fault == .crash || fault == .power else {
            return nil
        }
        let work = steps.filter {
            $0.words.first == "does" && configuration.devices.contains($0.subject)
        }
        guard random.chance(50), !work.isEmpty else { return nil }
        let step = random.pick(work)
        return (step.at + random.number(0...20_000), step.subject)
    }

    private mutating func add(
        _ fault: FaultClass, at: Int64, span: Int64, _ device: String,
        _ random: inout SplitMix64, _ application: any SimulatedApplication
    ) {
        let end = at + span
        switch fault {
        case .crash:
            let moment = random.pick(DeathInCall.allCases)
            let calls = "\(random.number(1...60))"
            // Only an application that speaks to others makes calls that count.
            let isCalling = random.chance(50) && application is any SimulatedProgram
            steps.append(
                isCalling
                    ? Step(at: at, device, "crash-calling", moment.rawValue)
                    : Step(at: at, device, "crash-after", calls))
        case .power:
            let isKill = random.chance(50)
            steps.append(Step(at: at, device, isKill ? "kill" : "crash"))
            steps.append(Step(at: end, device, "start"))
        case .fullDisk:
            steps.append(Step(at: at, device, "disk", "full", "\(random.number(0...20_000))"))
            steps.append(Step(at: end, device, "disk", "free"))
        case .ioError:
            let kind = random.pick([DiskFault.writeError, .readError, .shortRead])
            steps.append(
                Step(at: at, device, "disk", "fail", kind.rawValue, "\(random.number(1...40))"))
        case .syncError:
            steps.append(
                Step(
                    at: at, device, "disk", "fail", DiskFault.syncError.rawValue,
                    "\(random.number(1...10))"))
        case .rot:
            // Under a program that runs, or while it is down.
            if random.chance(50) {
                steps.append(Step(at: at, device, "kill"))
                steps.append(Step(at: at + 2, device, "start"))
            }
            steps.append(
                Step(
                    at: at, device, "disk", "rot",
                    random.pick(["replica.sqlite", "replica.sqlite-wal"]),
                    "\(random.number(0...1_000_000))"))
        case .oldCopy:
            steps.append(Step(at: at, device, "keep"))
            steps.append(Step(at: end, device, "restore"))
        case .clone:
            steps.append(Step(at: at, device, "clone", "\(device)copy"))
        case .loss, .copies, .resets, .stalls: break
        default: wires(fault, at: at, end: end, device, &random, application)
        }
    }

    private mutating func wires(
        _ fault: FaultClass, at: Int64, end: Int64, _ device: String, _ random: inout SplitMix64,
        _ application: any SimulatedApplication
    ) {
        switch fault {
        case .partition:
            var groups: [[String]] = [[], ["relay"]]
            for name in configuration.devices { groups[random.chance(50) ? 0 : 1].append(name) }
            let words = groups.filter { !$0.isEmpty }.joined(separator: ["|"])
            steps.append(Step(at: at, "world", ["partition"] + words))
            steps.append(Step(at: end, "world", "heal"))
        case .oneWay:
            let pair = random.chance(50) ? [device, "relay"] : ["relay", device]
            steps.append(Step(at: at, "world", ["cut"] + pair))
            steps.append(Step(at: end, "world", "heal"))
        case .flapping:
            for turn in 0..<random.number(3...10) {
                steps.append(Step(at: at + turn * 2_000, "world", "cut", device, "relay"))
                steps.append(Step(at: at + turn * 2_000 + 1_000, "world", "heal"))
            }
        case .clog:
            let node = random.chance(30) ? "relay" : device
            steps.append(Step(at: at, "world", "clog", node))
            steps.append(Step(at: end, "world", "unclog", node))
        case .longAway:
            steps.append(Step(at: at, device, "offline"))
            steps.append(Step(at: configuration.stormMilliseconds, device, "online"))
        case .clockJump:
            let year: Int64 = 31_536_000_000
            let by =
                random.chance(50)
                ? random.number(-10 * year...10 * year) : random.number(-600_000...600_000)
            steps.append(Step(at: at, device, "clock", "jump", "\(by)"))
        case .clockRate:
            steps.append(Step(at: at, device, "clock", "rate", "\(random.number(50...200))"))
        case .clockStop:
            steps.append(Step(at: at, device, "clock", "rate", "0"))
            steps.append(Step(at: end, device, "clock", "rate", "100"))
        default: others(fault, at: at, end: end, device, &random, application)
        }
    }

    private mutating func others(
        _ fault: FaultClass, at: Int64, end: Int64, _ device: String, _ random: inout SplitMix64,
        _ application: any SimulatedApplication
    ) {
        switch fault {
        case .relayCrash:
            steps.append(Step(at: at, "relay", random.chance(50) ? "crash" : "kill"))
            steps.append(Step(at: end, "relay", "start"))
        case .relayFullDisk:
            steps.append(Step(at: at, "relay", "disk", "full", "\(random.number(0...20_000))"))
            steps.append(Step(at: end, "relay", "disk", "free"))
        case .relayLies where !RelayLies.kinds.isEmpty:
            steps.append(Step(at: at, "relay", "lie", random.pick(RelayLies.kinds)))
            steps.append(Step(at: end, "relay", "honest"))
        case .hostileMember:
            // One villain in a world, and never the founder: an owner may do what it likes.
            guard let villain = configuration.devices.dropFirst().last else { return }
            for turn in 0..<random.number(4...12) {
                steps.append(
                    Step(
                        at: at + turn * 1_500, villain, "hostile",
                        random.pick(HostileMember.kinds)))
            }
        case .roles:
            let others = Array(configuration.devices.dropFirst())
            guard !others.isEmpty else { return }
            steps.append(
                Step(
                    at: at, configuration.devices[0], "role", random.pick(others),
                    random.pick(["observer", "operator", "sender"])))
        case .outside:
            var drawn = SimulationRandom(random)
            if let program = application as? any SimulatedProgram,
                let step = program.drawOutside(&drawn, seed: configuration.seed)
            {
                steps.append(Step(at: at, step.service, step.words))
            }
            random = drawn.base
        default: break
        }
    }
}
