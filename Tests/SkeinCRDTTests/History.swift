import SkeinCRDT
import Testing

/// Operations on one cell, as several replicas made them with more or less sight of each other.
struct History: Sendable, CustomTestStringConvertible {
    let name: String
    let operations: [CellOperation<String>]

    var testDescription: String { name }

    init(name: String, operations: [CellOperation<String>]) {
        self.name = name
        self.operations = operations
    }

    /// The reference model, slow and obvious: alive is what was written and is replaced by nobody.
    var alive: [Cell<String>.Alive] {
        let replaced = Set(operations.flatMap(\.replaces))
        var cell = Cell<String>()
        for operation in operations where !replaced.contains(operation.dot) {
            guard let value = operation.value else { continue }
            cell.apply(operation.dot, value, replacing: [])
        }
        return cell.alive
    }

    /// `count` operations of `replicas` replicas drawn from the seed: every draw is a write, an
    /// addition or a removal, before some of which the replica sees what another one holds.
    init(seed: UInt64, count: Int, replicas: Int) {
        var random = SplitMix64(seed: seed)
        var all = (0..<replicas).map { CellReplica(UInt16($0)) }
        var made: [CellOperation<String>] = []
        while made.count < count {
            let place = Int(random.below(UInt64(replicas)))
            let other = Int(random.below(UInt64(replicas)))
            if random.below(3) == 0 { all[place].merge(all[other]) }
            let element = ["a", "b", "c"][Int(random.below(3))]
            switch random.below(4) {
            case 0: made.append(all[place].write(element))
            case 1: made.append(all[place].remove(element))
            default: made.append(all[place].add(element))
            }
        }
        self.init(name: "seed \(seed)", operations: made)
    }
}
