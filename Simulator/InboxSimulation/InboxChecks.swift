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
        ]
    }

    package func check(_ world: World, isCalm: Bool) -> Violation? {
        guard let platforms = PlatformService.of(world) else { return nil }
        if let text = platforms.firstDouble {
            return violation("exactly once", "'\(text)' reached its buyer more than once", world)
        }
        return isCalm ? atTheEnd(world, platforms.countByText) : nil
    }

    private func atTheEnd(_ world: World, _ counts: [String: Int]) -> Violation? {
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
        return nil
    }

    private func violation(_ checker: String, _ detail: String, _ world: World) -> Violation {
        Violation(checker: checker, time: world.time.milliseconds, detail: detail)
    }

    package func isPending(_ world: World) -> Bool {
        world.devices.contains { device in
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
        try InboxLines.closedWithUnseen(store)
    }
}
