import SkeinCRDT
import SkeinStore
import SkeinSync

/// Looks at the world after every event and at the end, and says which rule is broken.
struct Judge {
    private let world: World
    /// The digest that the first replica had at each size of the log.
    private var digestByPrefix: [Prefix: (digest: [UInt8], device: String)] = [:]
    /// Life and size of the log at which each device was last looked at.
    private var seen: [String: (life: Int, size: UInt64)] = [:]

    /// One state of a log; a relay that lies may show several of one size.
    private struct Prefix: Hashable {
        let size: UInt64
        let root: [UInt8]
    }

    init(_ world: World) { self.world = world }

    /// Honest devices whose replica has to be as everybody's.
    private var replicas: [DeviceNode] { world.devices.filter { !$0.isHostile } }

    /// After an event: what has to hold at any moment.
    mutating func look() {
        for device in world.devices where !device.isHostile {
            guard let store = device.store else { continue }
            let last = seen[device.name]
            guard last?.life != device.life || last?.size != store.logSize else { continue }
            seen[device.name] = (device.life, store.logSize)
            compare(device, store)
            if let fault = try? OverlayLaw.fault(store) {
                world.fail("unsent edits are shown", "\(device.name): \(fault)")
            }
        }
        if let violation = world.program?.check(world, isCalm: false) {
            world.fail(violation.checker, violation.detail)
        }
    }

    /// Equal digests for equal prefixes of the log.
    private mutating func compare(_ device: DeviceNode, _ store: ReplicaStore) {
        do {
            let digest = try store.digest()
            let prefix = Prefix(size: store.logSize, root: store.log?.root ?? [])
            if let known = digestByPrefix[prefix] {
                guard known.digest != digest else { return }
                world.fail(
                    "equal digests",
                    "\(device.name) and \(known.device) differ at \(store.logSize) entries")
            } else {
                digestByPrefix[prefix] = (digest, device.name)
            }
        } catch {
            // The disk refuses: the device itself will meet that, and say so.
            seen[device.name] = nil
        }
    }

    // MARK: Calm

    /// Whether all replicas hold the same log and nothing is unsent. A copied device keeps what it
    /// cannot send.
    var isConverged: Bool { difference == nil }

    var whatDiffers: String { difference ?? "nothing" }

    private var difference: String? {
        var first: (name: String, size: UInt64, digest: [UInt8])?
        for device in replicas {
            guard let store = device.store else { return "\(device.name) is down" }
            if let stop = device.host?.sync.status.stop {
                guard isDue(stop, on: device) else {
                    return "\(device.name) has stopped: \(stop)"
                }
                continue
            }
            if device.isKeptApart { continue }
            do {
                let unsent = try store.unsentCount
                guard unsent == 0 else { return "\(device.name) has \(unsent) unsent operations" }
                let digest = try store.digest()
                if let first, first.size != store.logSize || first.digest != digest {
                    return "\(first.name) has \(first.size) entries, "
                        + "\(device.name) \(store.logSize), digests "
                        + (first.digest == digest ? "equal" : "differ")
                }
                if first == nil { first = (device.name, store.logSize, digest) }
            } catch {
                return "\(device.name) cannot be read: \(error)"
            }
        }
        return nil
    }

    /// Whether a device is right to have stopped.
    private func isDue(_ stop: SyncStatus.Stop, on device: DeviceNode) -> Bool {
        switch stop {
        // A write-ahead log that rotted ends before the damage, like a copy of an earlier moment.
        case .identityCopied: device.isCopy || device.disk.hasRotted
        case .relayContradictsItself: world.counts["fault.relayLies"] != nil
        case .store, .updateNeeded: false
        }
    }

    /// At the end of the calm: everything that has to be there then.
    func atTheEnd() {
        for checker in Checkers.all {
            guard world.violations.isEmpty else { return }
            do {
                if let detail = try checker.fault(world) { world.fail(checker.name, detail) }
            } catch {
                world.fail(checker.name, "cannot be checked: \(error)")
            }
        }
        if let violation = world.program?.check(world, isCalm: true) {
            world.fail(violation.checker, violation.detail)
        }
    }
}
