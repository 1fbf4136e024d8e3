import SkeinCRDT
import SkeinRelay
import SkeinRelayStore
import SkeinTransport

import struct Foundation.URL

/// Two histories under one key: every second device is shown a copy of the log that goes its own
/// way from now on. A rollback shows the copy, which stays as it was, to all.
final class ForkedRelay: RelayMisbehaviour {
    let name: String
    private unowned let world: World
    /// The copy's machine: honest in itself.
    private let other: RelayNode

    init(name: String, world: World) throws {
        self.name = name
        self.world = world
        let disk = world.relay.disk.clone(
            named: "\(world.relay.disk.name)-\(name)\(world.disks.count)",
            generator: world.generators.generator("disk.\(name)"))
        world.adopt(disk)
        other = RelayNode(world: world, founding: world.relay.founding, disk: disk)
        other.clock = world.relay.clock
        try other.start()
    }

    func receive(
        _ call: HTTPCall, from device: String, at relay: RelayNode,
        reply: @escaping (HTTPAnswer) -> Void
    ) {
        let isOnOtherSide =
            name == "rollback" || (world.device(device)?.number ?? 0).isMultiple(of: 2)
        guard isOnOtherSide else {
            relay.answerOrPark(call, reply)
            return
        }
        world.count("lie.\(name)")
        other.answerOrPark(call, reply)
    }

    deinit { other.end(powerLoss: false) }
}

/// Says of every append that the log has gone on.
final class LyingConflict: RelayMisbehaviour {
    let name = "lying-409"
    private unowned let world: World

    init(world: World) { self.world = world }

    func receive(
        _ call: HTTPCall, from device: String, at relay: RelayNode,
        reply: @escaping (HTTPAnswer) -> Void
    ) {
        guard call.method == "POST" else {
            relay.answerOrPark(call, reply)
            return
        }
        world.count("lie.\(name)")
        reply(RelayResponse.refused(RelayRefusal(.stale, "the log has gone on")).answer)
    }
}
