import SimulationKit
import SkeinCRDT
import SkeinTransport

/// Who reads from Telegram, in the order in which the polls arrive: one device at a time, since
/// what one has read the platform forgets for all.
struct SourceReaders {
    private struct Poll {
        let device: String
        let time: MonotonicTime
    }

    private static let label = "tg getUpdates"
    /// A lease goes from hand to hand much more slowly.
    private static let span = Duration.seconds(60)
    private var last: [Poll] = []
    /// A poll by one device between two by another one: both took the lease for theirs.
    private(set) var firstCrossing: String?

    mutating func note(_ call: HTTPCall, from device: String, at time: MonotonicTime) {
        guard call.label == Self.label else { return }
        if last.last?.device == device {
            last[last.count - 1] = Poll(device: device, time: time)
            return
        }
        last.append(Poll(device: device, time: time))
        last = last.suffix(3)
        guard last.count == 3, last[0].device == device, time - last[0].time < Self.span else {
            return
        }
        firstCrossing = firstCrossing ?? "\(device) and \(last[1].device) read by turns"
    }

    /// Whether the world lets honest devices be sure of their lease: no second self, no false
    /// clock, no relay of two tongues, and no poll that arrives long after it was sent.
    static func isOrderly(_ world: World) -> Bool {
        let troubles = [
            "fault.clockJump", "fault.clockRate", "fault.clockStop", "fault.clone",
            "fault.oldCopy", "fault.clog",
            "fault.relayLies", "fault.hostileMember",
        ]
        return troubles.allSatisfy { world.counts[$0] == nil }
            && world.configuration.quality.stallPercent == 0
    }
}
