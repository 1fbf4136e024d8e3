package import SkeinCRDT
import SkeinRelay
import SkeinRelayStore
package import SkeinTransport
import SkeinWire

import struct Foundation.URL

/// The relay's machine: the production engine over the production store, on a simulated disk.
package final class RelayNode: SimulatedService {
    package static let name = "relay"
    package static let host = "relay.invalid"
    static let url = "http://\(host)"

    private struct Parked {
        let route: RelayRoute
        let reply: (HTTPAnswer) -> Void
    }

    package let disk: SimulatedDisk
    package var clock = NodeClock()
    /// Set where this relay lies.
    package var misbehaviour: (any RelayMisbehaviour)?
    let founding: Founding
    private unowned let world: World
    private let limits = RelayLimits()
    private(set) var engine: RelayEngine?
    private(set) var store: SQLiteRelayStore?
    private(set) var promises = RelayPromises()
    /// The log as the judges read it at the end.
    var reading: LogReading?
    /// What hostile members have brought into the log.
    var hostileEntries: [HostileEntry] = []
    /// Grows with each start: what an earlier life promised is void.
    private var life = 0
    private var mark: ClockMark?
    private var parked: [UInt64: Parked] = [:]
    private var nextParked: UInt64 = 0

    package var name: String { Self.name }
    package var host: String { Self.host }
    package var isUp: Bool { engine != nil }

    init(world: World, founding: Founding, disk: SimulatedDisk? = nil) {
        self.world = world
        self.founding = founding
        self.disk = disk ?? world.makeDisk(Self.name)
    }

    /// Opens the store and, the first time, writes the workspace's first entries.
    func start() throws {
        let store = try SQLiteRelayStore(folder: URL(filePath: disk.mountPath))
        let engine = RelayEngine(
            store: store, keys: founding.relayKeys, limits: limits,
            clock: ClockRule(accepts: true, boot: "simulated", mark: mark))
        self.engine = engine
        self.store = store
        life += 1
        if world.time.milliseconds == 0 {
            for call in founding.calls {
                let answer = answer(call)
                guard answer.status == 200 else {
                    throw StepError("the founding entries were refused: \(answer.status)")
                }
            }
        }
        world.note(.started, name)
    }

    /// The process ends; what it had not synced stays with the kernel, or, with the power, not.
    func end(powerLoss: Bool) {
        guard engine != nil else { return }
        (engine, store) = (nil, nil)
        parked = [:]
        if powerLoss { disk.powerLoss() } else { disk.processEnd() }
        disk.restart()
        world.note(powerLoss ? .crashed : .ended, name)
    }

    package var now: Instant { clock.now(world.time) }

    // MARK: Calls

    package func receive(
        _ call: HTTPCall, from device: String, reply: @escaping (HTTPAnswer) -> Void
    ) {
        if let misbehaviour {
            misbehaviour.receive(call, from: device, at: self, reply: reply)
            return
        }
        answerOrPark(call, reply)
    }

    /// What an honest relay does with a call.
    package func answerOrPark(_ call: HTTPCall, _ reply: @escaping (HTTPAnswer) -> Void) {
        guard engine != nil else { return }
        let route: RelayRoute
        do throws(RelayRoute.Failure) {
            route = try RelayRoute.parse(local(call), limits: limits)
        } catch {
            reply(RelayResponse.refused(error.refusal).answer)
            return
        }
        let response = handle(route.request)
        if case .page(_, let size) = response, let wait = route.wait, size == wait.size {
            park(Parked(route: route, reply: reply), for: wait.span)
        } else if let response {
            reply(response.answer)
        }
        if case .appended = response { wake() }
    }

    /// An answer at once, without waiting for news.
    func answer(_ call: HTTPCall) -> HTTPAnswer {
        do throws(RelayRoute.Failure) {
            let route = try RelayRoute.parse(local(call), limits: limits)
            return handle(route.request)?.answer ?? HTTPAnswer(status: 503)
        } catch {
            return RelayResponse.refused(error.refusal).answer
        }
    }

    private func handle(_ request: RelayRequest) -> RelayResponse? {
        guard let engine else { return nil }
        let response = engine.handle(request, now: now)
        if disk.isDown {
            // The power went before the answer could leave.
            world.count("fault.relayPower")
            restart(powerLoss: true)
            return nil
        }
        if engine.fault != nil {
            // The program stops when it does not believe its disk; somebody starts it again.
            world.count("relay.stopped")
            let life = life
            world.schedule(after: .seconds(5)) { [weak self] in
                guard let self, self.life == life else { return }
                restart(powerLoss: false)
            }
            return nil
        }
        promises.keep(request, response)
        return response
    }

    func restart(powerLoss: Bool) {
        end(powerLoss: powerLoss)
        do {
            try start()
        } catch {
            world.note(.refused, name, "does not start: \(error)")
            let life = life
            world.schedule(after: .seconds(10)) { [weak self] in
                guard let self, self.life == life, engine == nil else { return }
                restart(powerLoss: false)
            }
        }
    }

    private func local(_ call: HTTPCall) -> HTTPCall {
        var local = call
        local.url = String(call.url.dropFirst(Self.url.count))
        return local
    }

    // MARK: News

    private func park(_ call: Parked, for span: Duration) {
        nextParked += 1
        let id = nextParked
        let life = life
        parked[id] = call
        world.schedule(after: span) { [weak self] in
            guard let self, self.life == life, let call = parked.removeValue(forKey: id) else {
                return
            }
            if let response = handle(call.route.request) { call.reply(response.answer) }
        }
    }

    /// Answers all who wait for news.
    func wake() {
        let waiting = parked.sorted { $0.key < $1.key }
        parked = [:]
        for (_, call) in waiting {
            if let response = handle(call.route.request) { call.reply(response.answer) }
        }
    }

    // MARK: Steps

    package func carryOut(_ words: [String]) -> StepError? {
        StepError("the relay does not know how to '\(words.joined(separator: " "))'")
    }

    package func calmDown() {
        misbehaviour = nil
        clock.repair(at: world.time)
        disk.calm()
        if engine == nil { restart(powerLoss: false) }
    }
}

/// A relay that lies, in one way.
package protocol RelayMisbehaviour: AnyObject {
    var name: String { get }
    /// In place of the honest answer; may use `RelayNode.answerOrPark`.
    func receive(
        _ call: HTTPCall, from device: String, at relay: RelayNode,
        reply: @escaping (HTTPAnswer) -> Void)
}
