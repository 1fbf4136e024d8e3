import SkeinCRDT

/// Carries steps out. What a step says of a machine that is down, or that there is not, changes
/// nothing, so that any part of a plan can be left out; what makes no sense at all is an error.
struct StepRunner {
    let world: World
    private var copies: [String: DiskSnapshot] = [:]

    init(_ world: World) { self.world = world }

    mutating func carryOut(_ step: Step) throws(StepError) {
        world.note(.step, step.subject, step.words.joined(separator: " "))
        guard let verb = step.words.first else { throw StepError("a step without words") }
        let rest = Array(step.words.dropFirst())
        if step.subject == "world" {
            try change(verb, rest)
        } else if step.subject == RelayNode.name {
            try tellRelay(verb, rest)
        } else if let device = world.device(step.subject) {
            try tell(device, verb, rest)
        } else if let service = world.services.first(where: { $0.name == step.subject }) {
            if let error = service.carryOut(step.words) { throw error }
        } else {
            throw StepError("there is no '\(step.subject)'")
        }
    }

    // MARK: The world

    private func change(_ verb: String, _ words: [String]) throws(StepError) {
        switch verb {
        case "partition":
            world.network.partition(
                words.split(separator: "|").map(Array.init), of: world.nodeNames)
            world.count("fault.cutAll")
        case "cut":
            guard words.count == 2 else { throw StepError("cut FROM TO") }
            world.network.cut(from: words[0], to: words[1])
            world.count("fault.oneWay")
        case "clog":
            for node in words { world.network.clog(node) }
        case "unclog":
            for node in words { world.network.unclog(node) }
            world.releaseHeld()
        case "heal":
            world.network.heal()
            world.releaseHeld()
        default: throw StepError("the world cannot '\(verb)'")
        }
    }

    // MARK: Devices

    private mutating func tell(
        _ device: DeviceNode, _ verb: String, _ words: [String]
    ) throws(StepError) {
        switch verb {
        case "does":
            do { try device.perform(words) } catch {
                throw (error as? SimulationError).map { StepError($0.reason) }
                    ?? StepError("\(error)")
            }
        case "kill":
            world.count("fault.kill")
            device.end(powerLoss: false)
        case "crash":
            world.count("fault.power")
            device.end(powerLoss: true)
        case "crash-after":
            device.disk.arm(.crash, onCall: max(1, Int(try number(words, 0))))
        case "crash-calling":
            guard let moment = words.first.flatMap(DeathInCall.init) else {
                throw StepError("crash-calling before|sent|answered")
            }
            device.deathInCall = moment
        case "start": device.start()
        case "offline":
            world.count("fault.longAway")
            device.setOnline(false)
        case "online": device.setOnline(true)
        case "sync": device.syncNow()
        case "clock":
            device.clock = try turned(device.clock, words)
            device.armWake()
            device.armTend()
        case "disk": try spoil(device.disk, words)
        case "keep": copies[device.name] = device.disk.snapshot()
        case "restore": restore(device)
        case "clone":
            guard let name = words.first else { throw StepError("clone NAME") }
            clone(device, as: name)
        case "role": try device.setRole(words)
        case "hostile": try HostileMember.act(device, words)
        default: throw StepError("a device cannot '\(verb)'")
        }
    }

    private func restore(_ device: DeviceNode) {
        guard let copy = copies[device.name] else { return }
        world.count("fault.oldCopy")
        device.end(powerLoss: false)
        device.disk.restore(copy)
        device.isCopy = true
        device.start()
    }

    private func clone(_ device: DeviceNode, as name: String) {
        guard world.device(name) == nil else { return }
        world.count("fault.clone")
        let disk = device.disk.clone(
            named: device.disk.name + "-" + name,
            generator: world.generators.generator("disk.\(name)"))
        world.adopt(disk)
        let copy = DeviceNode(
            name: name, number: device.number, device.founding, world: world, keys: device.keys,
            disk: disk)
        copy.clock = device.clock
        copy.isCopy = true
        device.isCopy = true
        world.add(copy)
        copy.start()
    }

    // MARK: The relay

    private func tellRelay(_ verb: String, _ words: [String]) throws(StepError) {
        let relay = world.relay!
        switch verb {
        case "kill":
            world.count("fault.relayKill")
            relay.end(powerLoss: false)
        case "crash":
            world.count("fault.relayPower")
            relay.end(powerLoss: true)
        case "start": if !relay.isUp { relay.restart(powerLoss: false) }
        case "clock": relay.clock = try turned(relay.clock, words)
        case "disk":
            if words.first == "full" { world.count("fault.relayFullDisk") }
            try spoil(relay.disk, words)
        case "lie":
            relay.misbehaviour = try RelayLies.make(words, world: world)
            world.count("fault.relayLies")
        case "honest": relay.misbehaviour = nil
        default: throw StepError("the relay cannot '\(verb)'")
        }
    }

    // MARK: Parts of machines

    private func turned(
        _ clock: NodeClock, _ words: [String]
    ) throws(StepError) -> NodeClock {
        var clock = clock
        switch words.first {
        case "jump":
            clock.jump(try number(words, 1), at: world.time)
            world.count("fault.clockJump")
        case "rate":
            clock.setRate(percent: try number(words, 1), at: world.time)
            switch clock.ratePercent {
            case 0: world.count("fault.clockStop")
            case 100: break
            default: world.count("fault.clockRate")
            }
        case "repair": clock.repair(at: world.time)
        default: throw StepError("clock jump MS | rate PERCENT | repair")
        }
        return clock
    }

    private func spoil(_ disk: SimulatedDisk, _ words: [String]) throws(StepError) {
        switch words.first {
        case "full":
            disk.byteBudget = disk.usedBytes + Int(words.count > 1 ? try number(words, 1) : 0)
            world.count("fault.fullDisk")
        case "free": disk.byteBudget = nil
        case "fail":
            guard words.count >= 2, let fault = DiskFault(rawValue: words[1]) else {
                throw StepError("disk fail FAULT [CALL]")
            }
            disk.arm(fault, onCall: words.count > 2 ? max(1, Int(try number(words, 2))) : 1)
        case "rot":
            guard words.count == 3 else { throw StepError("disk rot FILE DRAW") }
            var random = SplitMix64(seed: UInt64(bitPattern: try number(words, 2)))
            if disk.rot(words[1], using: &random) != nil { world.count("fault.rot") }
        default: throw StepError("disk full [BYTES] | free | fail FAULT [CALL] | rot FILE DRAW")
        }
    }

    private func number(_ words: [String], _ index: Int) throws(StepError) -> Int64 {
        guard index < words.count, let number = Int64(words[index]) else {
            throw StepError("a number is missing: \(words.joined(separator: " "))")
        }
        return number
    }
}
