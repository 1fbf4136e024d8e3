import SkeinCRDT
import SkeinSync
import SkeinTransport

/// When a machine dies that is making a call which may be made only once: where most can be lost,
/// since neither its disk nor the other side knows the whole story.
package enum DeathInCall: String, Hashable, Sendable, CaseIterable {
    /// Connected; nothing is sent, and nothing noted of it.
    case before
    /// On its way; nobody waits for the answer any more.
    case sent
    /// The answer has come; nothing of it is on the disk.
    case answered
}

/// The device's end of an HTTP call: connect, gate, send, wait.
extension DeviceNode {
    /// Whether the power goes at this moment, as a step has ordered.
    private func dies(_ moment: DeathInCall) -> Bool {
        guard deathInCall == moment else { return false }
        deathInCall = nil
        world.count("fault.crashCalling")
        crash()
        return true
    }

    /// One call under way. The first outcome counts, later ones are nobody's.
    private final class Flight {
        let order: EngineHost.Order
        let life: Int
        var isOver = false

        init(_ order: EngineHost.Order, life: Int) {
            self.order = order
            self.life = life
        }
    }

    func send(_ order: EngineHost.Order) {
        let flight = Flight(order, life: life)
        let call = order.call
        world.schedule(after: call.totalTimeout) { [weak self] in
            self?.finish(flight, .answerTimeout, mayHaveBeenSent: true)
        }
        guard let service = world.service(for: call.url) else {
            finishSoon(flight, .nameNotFound)
            return
        }
        guard !world.network.isCut(from: name, to: service.name),
            !world.network.isCut(from: service.name, to: name)
        else {
            world.count("fault.partition")
            world.schedule(after: call.connectTimeout) { [weak self] in
                self?.finish(flight, .connectTimeout, mayHaveBeenSent: false)
            }
            return
        }
        if let relay = service as? RelayNode, !relay.isUp {
            finishSoon(flight, .refused)
            return
        }
        // A once-call's connection stands before the gate is asked, which makes the mark durable.
        world.schedule(after: .milliseconds(1)) { [weak self] in
            self?.connected(flight, service)
        }
    }

    private func connected(_ flight: Flight, _ service: any SimulatedService) {
        guard flight.life == life, !flight.isOver, let store else { return }
        let call = flight.order.call
        if call.once != nil, dies(.before) { return }
        if let once = call.once {
            let isOpen = store.marker()(once.mark) && now.monotonic < once.closes
            guard isOpen, !disk.isDown else {
                finish(flight, .gateClosed, mayHaveBeenSent: false)
                return
            }
        }
        request(flight, service)
        if call.once != nil, dies(.sent) { return }
        let copyPercent = world.network.quality.copyPercent
        if call.once == nil, world.network.chance(copyPercent, from: name, to: service.name) {
            world.count("fault.copy")
            request(flight, service)
        }
    }

    private func request(_ flight: Flight, _ service: any SimulatedService) {
        let call = flight.order.call
        world.transmit(
            from: name, to: service.name, call.label, bytes: Array(call.url.utf8) + call.body
        ) { [weak self] in
            guard let self else { return }
            service.receive(call, from: name) { [weak self] answer in
                self?.reply(answer, flight, from: service)
            }
        }
    }

    private func reply(_ answer: HTTPAnswer, _ flight: Flight, from service: any SimulatedService) {
        let isReset = world.network.chance(
            world.network.quality.resetPercent, from: service.name, to: name)
        world.transmit(
            from: service.name, to: name, "\(answer.status) to \(flight.order.call.label)",
            bytes: answer.body
        ) { [weak self] in
            guard let self else { return }
            if isReset {
                world.count("fault.reset")
                finish(flight, .connectionLost, mayHaveBeenSent: true)
            } else {
                finish(flight, .success(answer))
            }
        }
    }

    private func finishSoon(_ flight: Flight, _ cause: HTTPFailure.Cause) {
        world.schedule(after: .milliseconds(2)) { [weak self] in
            self?.finish(flight, cause, mayHaveBeenSent: false)
        }
    }

    private func finish(_ flight: Flight, _ cause: HTTPFailure.Cause, mayHaveBeenSent: Bool) {
        finish(
            flight,
            .failure(
                HTTPFailure(
                    cause: cause, mayHaveBeenSent: mayHaveBeenSent, detail: "simulated: \(cause)")))
    }

    private func finish(_ flight: Flight, _ outcome: HTTPOutcome) {
        guard flight.life == life, !flight.isOver, let host else { return }
        flight.isOver = true
        if flight.order.call.once != nil, dies(.answered) { return }
        guarded { host.answered(flight.order, outcome, now: now) }
    }
}
