import SkeinCRDT
import SkeinWire

extension Laws {
    /// All 5,040 orders in which seven operations of two replicas can arrive lead to one state,
    /// for each type.
    package static func allOrders(seed: UInt64) -> LawTally {
        var tally = LawTally()
        for type in LawType.all {
            var random = Generators(seed: seed).generator("orders.\(type.name)")
            let past = CellHistory(type, replicas: 2, operations: 7, &random)
            let end = past.replicas[0].merged(with: past.replicas[1])
            permutations(of: past.operations) { order in
                var copy = LawCell(type)
                for operation in order { copy.apply(operation) }
                tally.check("every order", type.name, seed, copy == end)
            }
        }
        tally.seeds = 1
        return tally
    }

    /// Heap's algorithm (1963).
    private static func permutations(
        of operations: [CellOperation<Value>], _ visit: ([CellOperation<Value>]) -> Void
    ) {
        var order = operations
        var counts = [Int](repeating: 0, count: order.count)
        visit(order)
        var place = 0
        while place < order.count {
            guard counts[place] < place else {
                counts[place] = 0
                place += 1
                continue
            }
            order.swapAt(place.isMultiple(of: 2) ? 0 : counts[place], place)
            visit(order)
            counts[place] += 1
            place = 0
        }
    }
}
