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
        if let text = platforms.firstDouble {
            return violation("exactly once", "'\(text)' reached its buyer more than once", world)
        }
        if let crossing = platforms.readers.firstCrossing, SourceReaders.isOrderly(world) {
            return violation("one reader a source", crossing, world)
        }
        return isCalm ? atTheEnd(world, platforms) : nil
    }

    private func atTheEnd(_ world: World, _ platforms: PlatformService) -> Violation? {
        let counts = platforms.countByText
        guard let store = world.devices.first(where: { !$0.isHostile && $0.isWorking })?.store,
            let acts = try? store.acts()
        else { return nil }
        for act in acts {
            world.count("reply.\(act.state.name)")
            if act.attempt > 1 { world.count("reply.reclaimed") }
            let text = (try? store.text(of: act.text)) ?? "a text that is not there"
            let count = counts[text] ?? 0
            switch act.state {
            case .sent where count == 0:
                return violation(
                    "nothing false", "'\(text)' counts as sent, its buyer has nothing", world)
            case .queued, .claimed, .inflight:
                return violation("no stuck reply", "'\(text)' is still \(act.state.name)", world)
            case .cancelled, .rejected:
                guard count == 0 else {
                    return violation(
                        "nothing false", "'\(text)' is \(act.state.name) and there", world)
                }
            default: break
            }
        }
        if let text = missingMessage(store, platforms) {
            return violation("nothing unheard", "'\(text)' was written and is nowhere", world)
        }
        let texts = Set(platforms.written.map(\.text))
        let invented = (try? InboxLines.buyersTexts(store))?.first { !texts.contains($0) }
        return invented.map { violation("nothing unheard", "no buyer wrote '\($0)'", world) }
    }

    /// The first text of a buyer that a replica lacks, of the sources that it knows.
    private func missingMessage(_ store: ReplicaStore, _ platforms: PlatformService) -> String? {
        guard let markets = try? InboxLines.markets(store),
            let texts = try? InboxLines.buyersTexts(store)
        else { return nil }
        var left = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
        for message in platforms.written where markets.contains(message.market.rawValue) {
            guard let count = left[message.text], count > 0 else { return message.text }
            left[message.text] = count - 1
        }
        return nil
    }

    /// Whether somebody is there to read from the platforms.
    private func mayPoll(_ device: DeviceNode) -> Bool {
        guard let member = device.store?.log?.membership.member(device.keys.id) else {
            return false
        }
        return member.isActive && member.role >= .operator
    }

    private func violation(_ checker: String, _ detail: String, _ world: World) -> Violation {
        Violation(checker: checker, time: world.time.milliseconds, detail: detail)
    }

    package func isPending(_ world: World) -> Bool {
        if let platforms = PlatformService.of(world),
            let device = world.devices.first(where: { !$0.isHostile && $0.isWorking && mayPoll($0) }
            ),
            let store = device.store, missingMessage(store, platforms) != nil
        {
            return true
        }
        return world.devices.contains { device in
            // A device that has stopped waits for a person, and so do its replies.
            guard !device.isHostile, device.isWorking, let store = device.store,
                let acts = try? store.acts()
            else { return false }
            return acts.contains { act in
                switch act.state {
                case .queued, .claimed, .inflight: true
                default: false
                }
            }
        }
    }

    package func fault(in store: ReplicaStore) throws -> String? {
        try ClosedChats.fault(in: store)
    }
}
