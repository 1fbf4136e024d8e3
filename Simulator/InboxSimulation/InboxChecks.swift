import Inbox
package import SimulationKit
package import SkeinStore
import SkeinWire

/// What must hold of replies: each is with its buyer exactly once, or a person is told.
extension InboxProgram {
    package var points: [String] {
        [
            "platform.applied", "reply.sent", "reply.unknown", "reply.held", "reply.rejected",
            "reply.cancelled", "reply.dropped", "reply.reconciled",
            "fault.hostileMember", "hostile.refused",
        ]
    }

    package func check(_ world: World, isCalm: Bool) -> Violation? {
        guard let platforms = PlatformService.of(world) else { return nil }
        if let text = platforms.firstDouble, keepsOneLog(world) {
            return violation("exactly once", "'\(text)' reached its buyer more than once", world)
        }
        if let crossing = platforms.readers.firstCrossing, SourceReaders.isOrderly(world) {
            return violation("one reader a source", crossing, world)
        }
        return isCalm ? atTheEnd(world, platforms) : nil
    }

    /// What every promise of one effect rests on: of two logs each can let a reply go out. Then
    /// somebody has to find out.
    private func keepsOneLog(_ world: World) -> Bool {
        world.counts["lie.fork"] == nil && world.counts["lie.rollback"] == nil
    }

    private func isForkNoticed(_ world: World) -> Bool {
        world.devices.contains { device in
            guard !device.isHostile, let host = device.host else { return false }
            if case .relayContradictsItself = host.sync.status.stop { return true }
            return device.isKeptApart
        }
    }

    private func atTheEnd(_ world: World, _ platforms: PlatformService) -> Violation? {
        if let text = platforms.firstDouble, !isForkNoticed(world) {
            return violation("nothing false", "'\(text)' is there twice, nobody is told", world)
        }
        let counts = platforms.countByText
        let mayBeElsewhere = !keepsOneLog(world) && isForkNoticed(world)
        // Those whose log is another one have what that log brought them, and know that it is.
        let honest = world.devices.filter { !$0.isHostile }
        let elsewhere = mayBeElsewhere ? honest.compactMap(\.store) : []
        guard let store = working(world).first?.store, let acts = try? store.acts()
        else { return nil }
        let canBeSent = maySend(world)
        for act in acts {
            world.count("reply.\(act.state.name)")
            if act.attempt > 1 { world.count("reply.reclaimed") }
            if case .sent(let evidence) = act.state, evidence.kind == .history {
                world.count("reply.reconciled")
            }
            let text = (try? store.text(of: act.text)) ?? "a text that is not there"
            let count = counts[text] ?? 0
            switch act.state {
            // What a person has said, that person answers for.
            case .sent(let evidence) where count == 0 && evidence.kind != .person:
                return violation(
                    "nothing false", "'\(text)' counts as sent, its buyer has nothing", world)
            case .queued, .claimed, .inflight:
                guard !canBeSent else {
                    return violation(
                        "no stuck reply", "'\(text)' is still \(act.state.name)", world)
                }
            case .cancelled, .rejected:
                // Where an attempt stands that this log does not have.
                guard count == 0 || mayBeElsewhere else {
                    return violation(
                        "nothing false", "'\(text)' is \(act.state.name) and there", world)
                }
            default: break
            }
        }
        if working(world).contains(where: mayPoll),
            let text = missingMessage([store] + elsewhere, platforms)
        {
            return violation("nothing unheard", "'\(text)' was written and is nowhere", world)
        }
        let texts = Set(platforms.written.map(\.text))
        let invented = (try? InboxLines.buyersTexts(store))?.first { !texts.contains($0) }
        return invented.map { violation("nothing unheard", "no buyer wrote '\($0)'", world) }
    }

    /// The first text of a buyer that none of these replicas has, of the sources that the first one
    /// knows.
    private func missingMessage(
        _ stores: [ReplicaStore], _ platforms: PlatformService
    ) -> String? {
        guard let first = stores.first, let markets = try? InboxLines.markets(first) else {
            return nil
        }
        var left: [String: Int] = [:]
        for store in stores {
            guard let texts = try? InboxLines.buyersTexts(store) else { return nil }
            left.merge(Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)) { max($0, $1) }
        }
        for message in platforms.written where markets.contains(message.market.rawValue) {
            guard let count = left[message.text], count > 0 else { return message.text }
            left[message.text] = count - 1
        }
        return nil
    }

    /// Whether it may read from the platforms.
    private func mayPoll(_ device: DeviceNode) -> Bool {
        role(device).map { $0 >= .operator } ?? false
    }

    private func role(_ device: DeviceNode) -> Role? {
        guard let member = device.store?.log?.membership.member(device.keys.id) else { return nil }
        return member.isActive ? member.role : nil
    }

    private func violation(_ checker: String, _ detail: String, _ world: World) -> Violation {
        Violation(checker: checker, time: world.time.milliseconds, detail: detail)
    }

    package func pending(_ world: World) -> String? {
        if let platforms = PlatformService.of(world), platforms.mayStillBeRead,
            let store = working(world).first(where: mayPoll)?.store,
            let text = missingMessage([store], platforms)
        {
            return "'\(text)' to be read"
        }
        guard maySend(world) else { return nil }
        for device in working(world) {
            guard let store = device.store, let acts = try? store.acts() else { continue }
            for act in acts {
                switch act.state {
                case .queued, .claimed, .inflight:
                    let text = (try? store.text(of: act.text)) ?? "?"
                    return "'\(text)', \(act.state.name) on \(device.name)"
                default: break
                }
            }
        }
        return nil
    }

    /// A device that has stopped waits for a person, and so do its replies.
    private func working(_ world: World) -> [DeviceNode] {
        world.devices.filter { !$0.isHostile && $0.isWorking }
    }

    /// Whether anybody is left who may send; if not, replies wait for a person as well.
    private func maySend(_ world: World) -> Bool {
        working(world).contains { role($0).map { $0 >= .sender } ?? false }
    }

    package func fault(in store: ReplicaStore) throws -> String? {
        try ClosedChats.fault(in: store)
    }
}
