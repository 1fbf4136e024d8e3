package import SkeinWire

/// How hard a world is.
public enum Profile: String, Hashable, Sendable, CaseIterable {
    /// No faults at all.
    case calm
    /// Delays, losses, partitions and ends of processes.
    case lite
    /// Of all fault classes about half, drawn from the seed.
    case swarm
    /// As `swarm`, and disks rot: seeds of it are known to fail (docs/STATUS.md).
    case rot
}

/// A kind of fault that a plan may hold.
package enum FaultClass: String, Hashable, Sendable, CaseIterable, Comparable {
    case crash, power, fullDisk, ioError, syncError, rot, oldCopy, clone
    case loss, copies, resets, stalls, partition, oneWay, flapping, clog, longAway
    case clockJump, clockRate, clockStop
    case relayCrash, relayFullDisk, relayLies, hostileMember
    case roles, outside

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Parts of the product that do not exist yet: named in every report, never as passed.
    package static let notYet = [
        "rot in swarm", "memory exhausted inside SQLite", "removal and rotation", "erasure",
        "two builds together",
    ]

    /// What the profile `lite` may use.
    static let lite: Set<FaultClass> = [
        .crash, .loss, .copies, .resets, .stalls, .partition, .oneWay, .relayCrash,
    ]
}

extension FaultClass {
    /// The counters of a run that show that the class has struck; a flapping wire is one that is
    /// cut again and again.
    package var counters: [String] {
        switch self {
        case .power: ["fault.kill", "fault.power"]
        case .ioError: ["disk.writeError", "disk.readError", "disk.shortRead"]
        case .syncError: ["disk.syncError"]
        case .copies: ["fault.copy"]
        case .resets: ["fault.reset"]
        case .stalls: ["fault.stall"]
        case .partition: ["fault.cutAll"]
        case .flapping: ["fault.oneWay"]
        case .relayCrash: ["fault.relayKill", "fault.relayPower"]
        case .roles: ["member.role"]
        case .crash, .fullDisk, .rot, .oldCopy, .clone, .loss, .oneWay, .clog, .longAway,
            .clockJump, .clockRate, .clockStop, .relayFullDisk, .relayLies, .hostileMember,
            .outside:
            ["fault.\(rawValue)"]
        }
    }

    /// Whether an application of that kind has it.
    package func applies(to application: any SimulatedApplication) -> Bool {
        self != .outside || application is any SimulatedProgram
    }
}

/// All that a run depends on, besides its steps and the build.
package struct Configuration: Hashable, Sendable {
    package var seed: UInt64
    package var profile: Profile
    /// Names of the devices, the founder's first.
    package var devices: [String]
    /// How long faults go on (milliseconds of the world's time).
    package var stormMilliseconds: Int64
    package var commands: Int
    package var faults: [FaultClass]
    package var quality: LinkQuality
    package var policy: Policy

    package init(
        seed: UInt64, profile: Profile, devices: [String], stormMilliseconds: Int64 = 60_000,
        commands: Int = 0, faults: [FaultClass] = [], quality: LinkQuality = .good,
        policy: Policy = .standard
    ) {
        self.seed = seed
        self.profile = profile
        self.devices = devices
        self.stormMilliseconds = stormMilliseconds
        self.commands = commands
        self.faults = faults
        self.quality = quality
        self.policy = policy
    }

    /// The founder owns; of the others every second one may send.
    func role(_ number: Int) -> Role {
        number == 0 ? .owner : number.isMultiple(of: 2) ? .operator : .sender
    }

    /// What the seed says: each seed leaves about half of the profile's fault classes out.
    package static func draw(seed: UInt64, profile: Profile) -> Configuration {
        var random = Generators(seed: seed).generator("configuration")
        let count = Int(random.number(3...(profile == .lite || profile == .calm ? 4 : 7)))
        let names = (0..<count).map { "d\($0)" }
        let classes: [FaultClass] =
            switch profile {
            case .calm: []
            case .lite: FaultClass.lite.sorted().filter { _ in random.chance(50) }
            case .swarm, .rot:
                FaultClass.allCases.sorted().filter {
                    $0 == .rot ? profile == .rot : random.chance(50)
                }
            }
        var quality = LinkQuality()
        if classes.contains(.loss) { quality.lossPercent = Int(random.number(1...20)) }
        if classes.contains(.copies) { quality.copyPercent = Int(random.number(1...20)) }
        if classes.contains(.resets) { quality.resetPercent = Int(random.number(1...10)) }
        if classes.contains(.stalls) { quality.stallPercent = Int(random.number(1...10)) }
        // Short ones more often: what goes wrong then meets what people do.
        let minutes = min(random.number(2...30), random.number(2...30))
        return Configuration(
            seed: seed, profile: profile, devices: names, stormMilliseconds: minutes * 60_000,
            commands: Int(random.number(10...60)), faults: classes, quality: quality)
    }

    /// Every line of a run's heading.
    package var lines: [String] {
        [
            "seed \(seed)", "profile \(profile.rawValue)",
            "devices \(devices.joined(separator: " "))", "storm \(stormMilliseconds)",
            "faults \(faults.map(\.rawValue).joined(separator: " "))",
            "quality delay=\(quality.delayMilliseconds.lowerBound)-"
                + "\(quality.delayMilliseconds.upperBound) loss=\(quality.lossPercent) "
                + "copy=\(quality.copyPercent) reset=\(quality.resetPercent) "
                + "stall=\(quality.stallPercent)",
        ]
    }
}
