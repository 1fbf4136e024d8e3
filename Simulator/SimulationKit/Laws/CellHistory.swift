import SkeinCRDT
import SkeinWire

/// A past of a few replicas that change their copies of one field, and now and then merge.
struct CellHistory {
    private(set) var replicas: [LawCell]
    /// In the order in which they were made.
    private(set) var operations: [CellOperation<Value>] = []

    init(
        _ type: LawType, replicas count: Int, operations countWanted: Int,
        _ random: inout SplitMix64
    ) {
        replicas = (0..<count).map { _ in LawCell(type) }
        var counters = [UInt64](repeating: 0, count: count)
        while operations.count < countWanted {
            let here = Int(random.below(UInt64(count)))
            if random.chance(30) {
                let there = Int(random.below(UInt64(count)))
                replicas[here] = replicas[here].merged(with: replicas[there])
                continue
            }
            // Counters of one device may have gaps.
            counters[here] += UInt64(random.number(1...2))
            let dot = Dot(device: DeviceNumber(UInt16(here)), counter: counters[here])
            let operation = replicas[here].change(
                random.pick(type.values), isRemoval: random.chance(40), dot)
            operations.append(operation)
        }
    }
}
