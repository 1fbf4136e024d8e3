import SkeinCRDT
import SkeinStore
import SkeinWire

/// Stamps tell causes from effects: an honest device's operation is later than every one that it
/// had ingested, and, where all clocks are right, at most five minutes and a second ahead of the
/// log (C6, T11).
struct ClockOrderChecker: Checker {
    let name = "clock order"

    private static let leadMax: UInt64 = 301_000

    func fault(_ world: World) throws -> String? {
        let log = try LogReading.of(world)
        let honest = Set(world.honestDevices.map(\.keys.id))
        let numbers = Set(
            log.state.membership.members.filter { honest.contains($0.id) }.map(\.number))
        let areClocksRight = ["fault.clockJump", "fault.clockRate", "fault.clockStop"]
            .allSatisfy { world.counts[$0] == nil }
        var latest = [HybridTime](repeating: Self.never, count: log.size + 1)
        var last = Self.never
        var operations = log.operations[...]
        for index in 0..<log.size {
            latest[index] = last
            while let next = operations.first, next.index == index {
                last = max(last, next.effective)
                operations.removeFirst()
            }
        }
        latest[log.size] = last
        for logged in log.operations where numbers.contains(logged.operation.dot.device) {
            let operation = logged.operation
            guard operation.stamp > latest[Int(min(operation.seen, UInt64(log.size)))] else {
                return "\(operation.dot) is not later than what its author had seen"
            }
            let entry = log.items[Int(logged.index)].entry
            guard areClocksRight, operation.stamp.milliseconds > entry.time + Self.leadMax else {
                continue
            }
            return "\(operation.dot) leads its entry by "
                + "\(operation.stamp.milliseconds - entry.time) ms"
        }
        return nil
    }

    private static let never = HybridTime(milliseconds: 0, counter: 0)
}

extension LoggedOperation {
    fileprivate var effective: HybridTime {
        HybridTime(milliseconds: milliseconds, counter: UInt16(clamping: counter))
    }
}

/// Where nobody is hostile and no device is there twice, every entry counts, with all that is in
/// it.
struct HonestEntriesChecker: Checker {
    let name = "honest entries count"

    func fault(_ world: World) throws -> String? {
        guard world.devices.allSatisfy({ !$0.isHostile && !$0.isCopy }) else { return nil }
        let log = try LogReading.of(world)
        for (index, verdict) in log.verdicts.enumerated() where verdict != .valid {
            return "entry \(index) is \(verdict)"
        }
        return log.voidContents.min { $0.key < $1.key }
            .map { "the content of entry \($0.key) is void: \($0.value)" }
    }
}

/// A device repeats a batch byte for byte: it never offers two under one number (T10, T15). A lost
/// database may have held one that was on its way.
struct OneBatchChecker: Checker {
    let name = "one batch a number"

    func fault(_ world: World) throws -> String? {
        for device in world.honestDevices where device.noticeCounts["store.rebuilt"] == nil {
            guard let seq = world.relay.promises.doubleByAuthor[device.keys.id] else { continue }
            return "\(device.name) has offered two batches under number \(seq)"
        }
        return nil
    }
}

extension World {
    /// Those whose program and disk are what they seem.
    var honestDevices: [DeviceNode] {
        let copied = Set(devices.filter(\.isCopy).map(\.keys.id))
        return devices.filter { !$0.isHostile && !copied.contains($0.keys.id) }
    }
}

/// What a device has recorded and not yet sent is what its person sees, whatever the log brings
/// meanwhile (rule 9).
enum OverlayLaw {
    static func fault(_ store: ReplicaStore) throws -> String? {
        var last: [Place: SkeinWire.Operation] = [:]
        for operation in try store.unsent().operations {
            last[Place(entity: operation.action.entity, field: operation.action.name)] = operation
        }
        for (place, operation) in last.sorted(by: { $0.value.dot < $1.value.dot }) {
            switch operation.action {
            case .act, .remove: continue
            case .write, .add, .fact: break
            }
            let alive = try store.entity(place.entity)?.alive(place.field) ?? []
            guard alive.contains(where: { $0.dot == operation.dot }) else {
                return "the unsent \(operation.dot) in \(place.field) is not shown"
            }
        }
        return nil
    }

    private struct Place: Hashable {
        let entity: EntityID
        let field: String
    }
}
