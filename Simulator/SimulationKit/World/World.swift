package import SkeinCRDT
import SkeinWire
import Synchronization

/// Everything there is in one run: time, machines, wires, and what happened. One thread, no real
/// clock, no real network, no real disk.
package final class World {
    package let configuration: Configuration
    package let application: any SimulatedApplication
    /// The application, where it has engines of its own; looked up once, asked after every event.
    let program: (any SimulatedProgram)?
    package let generators: Generators
    package private(set) var time = MonotonicTime(milliseconds: 0)
    package var network: Network
    package private(set) var trace: Trace
    package private(set) var devices: [DeviceNode] = []
    package private(set) var relay: RelayNode!
    package private(set) var services: [any SimulatedService] = []
    /// How often each fault class struck and each point was reached, by name.
    package private(set) var counts: [String: Int] = [:]
    package private(set) var violations: [Violation] = []
    package internal(set) var isCalm = false
    /// Set where somebody wants to see what replicas showed.
    var observer: Observer?
    private var queue = EventQueue()
    private var held: [(from: String, to: String, run: () -> Void)] = []
    private var nextMessage: UInt64 = 0
    private(set) var disks: [SimulatedDisk] = []
    /// Disks of worlds that live at one time must not meet.
    private let mountName: String

    package init(
        configuration: Configuration, application: any SimulatedApplication, keepsTrace: Bool,
        keepsBytes: Bool = false
    ) {
        self.configuration = configuration
        self.application = application
        program = application as? any SimulatedProgram
        generators = Generators(seed: configuration.seed)
        network = Network(generators)
        trace = Trace(keeps: keepsTrace, keepsBytes: keepsBytes)
        mountName = "world-\(WorldNumbers.next())"
    }

    /// Builds the machines; every device is a member before the first step.
    func populate() throws {
        let founding = try Founding(configuration, generators: generators)
        relay = RelayNode(world: self, founding: founding)
        try relay.start()
        services = program?.services(in: self) ?? []
        for (number, name) in configuration.devices.enumerated() {
            devices.append(DeviceNode(name: name, number: number, founding, world: self))
        }
        for device in devices { device.start() }
    }

    // MARK: Time

    /// A run of the longest storm and calm has a tenth of them.
    private static let eventsMax = 150_000

    package func schedule(after span: Duration, _ run: @escaping () -> Void) {
        queue.add(at: time + span, run)
    }

    package func schedule(at moment: MonotonicTime, _ run: @escaping () -> Void) {
        queue.add(at: max(moment, time), run)
    }

    /// Lets everything happen up to a time; `check` is called after every event.
    func run(until end: MonotonicTime, check: () -> Void) {
        while let next = queue.nextTime, next <= end, violations.isEmpty {
            guard let event = queue.removeFirst() else { break }
            time = event.time
            event.run()
            check()
            if trace.count > Self.eventsMax {
                let waits = isCalm ? pending.map { ", still waiting for \($0)" } : nil
                fail(
                    "bounded work",
                    "more than \(Self.eventsMax) events: somebody never rests" + (waits ?? ""))
            }
        }
        if time < end { time = end }
    }

    // MARK: Messages

    /// Takes `run` to the other end of a link, or loses it.
    ///
    /// - Returns: the message's number; it joins `sent` and `delivered` in the trace.
    @discardableResult
    func transmit(
        from: String, to: String, _ what: String, bytes: [UInt8], _ run: @escaping () -> Void
    ) -> UInt64 {
        nextMessage += 1
        let number = nextMessage
        note(.sent, from, other: to, what, message: number, bytes: bytes)
        guard let delay = network.delay(from: from, to: to) else {
            note(.lost, from, other: to, what, message: number)
            count(network.isCut(from: from, to: to) ? "fault.partition" : "fault.loss")
            return number
        }
        if delay.isStalled { count("fault.stall") }
        schedule(after: delay.span) { [unowned self] in
            deliver(from: from, to: to, what, number, run)
        }
        return number
    }

    private func deliver(
        from: String, to: String, _ what: String, _ number: UInt64, _ run: @escaping () -> Void
    ) {
        guard !network.isClogged(from, to) else {
            count("fault.clog")
            held.append(
                (from, to, { [unowned self] in deliver(from: from, to: to, what, number, run) }))
            return
        }
        note(.delivered, to, other: from, what, message: number)
        run()
    }

    /// What waited at a clogged node goes on its way, in order.
    func releaseHeld() {
        let waiting = held
        held = []
        for message in waiting { message.run() }
    }

    // MARK: What happened

    package func note(
        _ kind: TraceKind, _ node: String, other: String = "", _ detail: String = "",
        message: UInt64 = 0, bytes: [UInt8] = []
    ) {
        // Errors name paths: without the world's number, which differs from run to run.
        let detail =
            detail.contains(mountName) ? detail.replacing(mountName, with: "world") : detail
        trace.add(
            TraceEvent(
                time: time.milliseconds, node: node, kind: kind, other: other, detail: detail,
                message: message), bytes: bytes)
        observer?.saw(kind, node, self)
    }

    /// A disk's event: part of the digest, not of the story.
    private func fold(_ event: DiskEvent, on disk: String) {
        trace.fold(event, on: disk, at: time)
    }

    /// Counts a fault class (`fault.…`) or a point that some seeds have to reach.
    package func count(_ name: String) { counts[name, default: 0] += 1 }

    /// A rule was broken: the run ends here.
    package func fail(_ checker: String, _ detail: String) {
        violations.append(Violation(checker: checker, time: time.milliseconds, detail: detail))
        note(.violation, "world", other: checker, detail)
    }

    // MARK: Who is there

    /// A machine's disk; all that happens on it is part of the digest.
    func makeDisk(_ name: String) -> SimulatedDisk {
        let disk = SimulatedDisk(
            name: "\(mountName)-\(name)", generator: generators.generator("disk.\(name)"))
        adopt(disk)
        return disk
    }

    func adopt(_ disk: SimulatedDisk) {
        // The disk calls back on the world's one thread, from inside the world's own calls.
        nonisolated(unsafe) unowned let world = self
        // Without the world's number, which differs from run to run of one process.
        let name = String(disk.name.dropFirst(mountName.count + 1))
        disk.onEvent = { event in world.fold(event, on: name) }
        SimulatedVFS.mount(disk)
        disks.append(disk)
    }

    /// Takes the machines' disks away; the world is over.
    func dismantle() {
        for device in devices { device.end(powerLoss: false) }
        relay?.end(powerLoss: false)
        for disk in disks {
            // Connections that close late still speak to their disk.
            disk.onEvent = nil
            SimulatedVFS.unmount(disk)
        }
    }

    package func device(_ name: String) -> DeviceNode? { devices.first { $0.name == name } }

    package var nodeNames: [String] {
        devices.map(\.name) + [RelayNode.name] + services.map(\.name)
    }

    func add(_ device: DeviceNode) { devices.append(device) }

    /// Who answers at a URL.
    func service(for url: String) -> (any SimulatedService)? {
        let host = url.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        if host == RelayNode.host { return relay }
        return services.first { $0.host == host }
    }
}

/// Numbers that no two worlds of this process share.
private enum WorldNumbers {
    private static let last = Mutex(0)

    static func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}

/// A rule of the product that a run found broken.
public struct Violation: Hashable, Sendable, Codable {
    public let checker: String
    /// Milliseconds since the run began.
    public let time: Int64
    public let detail: String

    package init(checker: String, time: Int64, detail: String) {
        self.checker = checker
        self.time = time
        self.detail = detail
    }
}

extension World {
    /// The storm is over: wires whole, disks well, clocks right, everything up and online.
    func calmDown() {
        isCalm = true
        network.heal()
        network.quality = .good
        releaseHeld()
        relay.calmDown()
        for service in services { service.calmDown() }
        for device in devices {
            device.disk.calm()
            device.deathInCall = nil
            device.clock.repair(at: time)
            device.start()
            device.setOnline(true)
            device.syncNow()
            device.armWake()
            device.armTend()
            device.lookForDamage()
        }
    }

    /// What the application still waits for, if anything.
    var pending: String? { program?.pending(self) }
}
