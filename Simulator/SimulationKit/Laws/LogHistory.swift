import SkeinCRDT
import SkeinStore
import SkeinWire

/// A log's operations on one entity, by members of whom some do not keep to the rules: stamps of
/// any size, kinds that do not fit a field.
struct LogHistory {
    static let entity = EntityID([1])
    private(set) var operations: [LoggedOperation] = []
    private var logTimes: [UInt64] = []
    private var seenByAuthor = [UInt64](repeating: 0, count: 4)
    private var counters = [UInt64](repeating: 0, count: 4)

    init(_ random: inout SplitMix64) {
        for _ in 0..<random.number(3...12) { addEntry(&random) }
    }

    private mutating func addEntry(_ random: inout SplitMix64) {
        let index = UInt64(logTimes.count)
        let step = random.chance(20) ? 0 : UInt64(random.number(0...400_000))
        logTimes.append((logTimes.last ?? 1_767_592_800_000) + step)
        let author = Int(random.below(4))
        let counts = random.chance(92)
        seenByAuthor[author] += random.below(index + 1 - seenByAuthor[author])
        for position in 0..<random.number(1...4) {
            counters[author] += 1
            // Recorded before the author had seen the last of it.
            let seen = random.chance(70) ? seenByAuthor[author] : random.below(index + 1)
            let operation = Operation(
                dot: Dot(device: DeviceNumber(UInt16(author)), counter: counters[author]),
                stamp: stamp(&random), seen: seen, startsCommand: true, action: action(&random))
            operations.append(
                LoggedOperation(
                    operation, index: index, position: UInt64(position), logTimes: logTimes,
                    counts: counts))
        }
    }

    private func stamp(_ random: inout SplitMix64) -> HybridTime {
        let time = Int64(logTimes.last ?? 0)
        switch random.below(20) {
        case 0: return .latest
        case 1: return HybridTime(milliseconds: 0, counter: .max)
        default:
            let stamp = time + random.number(-700_000...700_000)
            return HybridTime(
                milliseconds: UInt64(stamp), counter: UInt16(random.chance(20) ? 7 : 0))
        }
    }

    private func action(_ random: inout SplitMix64) -> Operation.Action {
        let type = random.pick(LawType.all)
        let value = random.pick(type.values)
        let kind = random.chance(5) ? random.pick(LawType.all).kind : type.kind
        switch kind {
        case .register: return .write(Self.entity, field: type.name, value)
        case .fact: return .fact(Self.entity, field: type.name, value)
        case .set:
            return random.chance(50)
                ? .add(Self.entity, field: type.name, value)
                : .remove(Self.entity, field: type.name, value)
        }
    }

    // MARK: The store's fold

    static var empty: EntityState { EntityState(id: entity, cells: [:], schema: LawType.schema) }

    /// What a replica makes of some of the operations; `times` times each.
    func fold(_ part: Range<Int>, into state: EntityState, times: Int = 1) -> EntityState {
        var state = state
        for logged in operations[part] where logged.counts {
            for _ in 0..<times { state.apply(logged.operation, key: key(logged)) }
        }
        return state
    }

    private func key(_ logged: LoggedOperation) -> OrderKey {
        let operation = logged.operation
        let stamp = OrderKey.effectiveStamp(
            raw: operation.stamp, logTime: logTimes[Int(logged.index)],
            seenLogTime: operation.seen > 0 ? logTimes[Int(operation.seen) - 1] : 0)
        return OrderKey(
            stamp: stamp, logIndex: logged.index, position: UInt32(logged.position))
    }
}
