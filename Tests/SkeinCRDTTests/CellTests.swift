import SkeinCRDT
import Testing

@Suite struct CellTests {
    /// Hand-made shapes that hurt implementations, then drawn ones.
    static let histories: [History] =
        [twoChains, crossing, tagComesAndGoes, chainOfReplacements, sevenApart]
        + (1...7).map { History(seed: $0, count: 7, replicas: 2) }

    @Test(arguments: histories)
    func allDeliveryOrdersOfSevenOperationsEndInTheSameCell(history: History) {
        #expect(history.operations.count == 7)
        var expected = Cell<String>()
        for operation in history.operations { expected.apply(operation) }
        #expect(expected.alive == history.alive)

        var orders = 0
        var differing = 0
        forEachOrder(of: history.operations) { order in
            var cell = Cell<String>()
            for operation in order { cell.apply(operation) }
            orders += 1
            if cell != expected { differing += 1 }
        }
        #expect(orders == 5040)
        #expect(differing == 0)
    }

    @Test(arguments: histories)
    func deliveringAnythingAgainChangesNothing(history: History) {
        var random = SplitMix64(seed: 5)
        for _ in 0..<200 {
            var cell = Cell<String>()
            let deliveries = (history.operations + history.operations + history.operations)
                .shuffled(using: &random)
            for operation in deliveries { cell.apply(operation) }
            #expect(cell.alive == history.alive)
        }
    }

    @Test func mergingIsCommutativeAssociativeIdempotentAndMonotone() {
        for seed in 0..<10_000 as Range<UInt64> {
            let (first, second, third) = Self.threeCells(seed: seed)
            let pair = Self.merged(first, second)
            #expect(pair == Self.merged(second, first), "commutative, seed \(seed)")
            #expect(
                Self.merged(pair, third) == Self.merged(first, Self.merged(second, third)),
                "associative, seed \(seed)")
            #expect(Self.merged(first, first) == first, "idempotent, seed \(seed)")
            #expect(Self.merged(pair, first) == pair, "monotone, seed \(seed)")
        }
    }

    @Test func mergingCellsAndDeliveringOperationsMeetInTheSameCell() {
        for seed in 0..<500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let history = History(seed: seed, count: 12, replicas: 3)
            var halves = [Cell<String>(), Cell<String>()]
            for operation in history.operations.shuffled(using: &random) {
                halves[Int(random.below(2))].apply(operation)
            }
            let both = Self.merged(halves[0], halves[1])
            #expect(both.alive == history.alive, "seed \(seed)")
            var late = both
            for operation in history.operations.shuffled(using: &random) { late.apply(operation) }
            #expect(late == both, "seed \(seed)")
        }
    }

    @Test func aValueThatArrivesAfterItsReplacementIsNotAdded() {
        let old = Dot(device: DeviceNumber(0), counter: 1)
        var cell = Cell<String>()
        cell.apply(Dot(device: DeviceNumber(1), counter: 1), "new", replacing: [old])
        cell.apply(old, "old", replacing: [])
        #expect(cell.alive.map(\.value) == ["new"])
    }

    @Test func aReplacedOperationStillEndsWhatItReplacedItself() {
        let dots = (1...3).map { Dot(device: DeviceNumber(0), counter: UInt64($0)) }
        var cell = Cell<String>()
        cell.apply(dots[0], "first", replacing: [])
        cell.apply(dots[2], "third", replacing: [dots[1]])
        cell.apply(dots[1], "second", replacing: [dots[0]])
        #expect(cell.alive.map(\.value) == ["third"])
    }

    @Test func aliveValuesStandInTheOrderOfTheirDots() {
        for history in Self.histories {
            #expect(history.alive.map(\.dot) == history.alive.map(\.dot).sorted())
        }
    }

    private static func merged(_ first: Cell<String>, _ second: Cell<String>) -> Cell<String> {
        var cell = first
        cell.merge(second)
        return cell
    }

    /// Three replicas' cells after a dozen operations, of which each saw a part.
    private static func threeCells(seed: UInt64) -> (Cell<String>, Cell<String>, Cell<String>) {
        var random = SplitMix64(seed: seed &+ 1_000_000)
        let history = History(seed: seed, count: 12, replicas: 3)
        var cells = [Cell<String>(), Cell<String>(), Cell<String>()]
        for operation in history.operations {
            for place in cells.indices where random.below(2) == 0 { cells[place].apply(operation) }
        }
        return (cells[0], cells[1], cells[2])
    }
}

extension CellTests {
    /// Two replicas write without sight of each other, then one settles it.
    static var twoChains: History {
        var (left, right) = (CellReplica(0), CellReplica(1))
        var operations = [left.write("a"), left.write("b"), left.write("c")]
        operations += [right.write("x"), right.write("y")]
        left.merge(right)
        operations += [left.write("settled"), right.write("late")]
        return History(name: "two chains, settled, and a late third", operations: operations)
    }

    /// Each replaces what it saw of the other at the same time.
    static var crossing: History {
        var (left, right) = (CellReplica(0), CellReplica(1))
        var operations = [left.write("a"), right.write("b")]
        (left, right) = (Self.joined(left, right), Self.joined(right, left))
        operations += [left.write("c"), right.write("d")]
        (left, right) = (Self.joined(left, right), Self.joined(right, left))
        operations += [left.write("e"), right.write("f"), left.add("g")]
        return History(name: "writes that cross twice", operations: operations)
    }

    /// A tag is added by both, removed by one who saw one addition, and added again.
    static var tagComesAndGoes: History {
        var (left, right) = (CellReplica(0), CellReplica(1))
        var operations = [left.add("vip")]
        right.take(operations[0])
        operations += [right.remove("vip"), left.add("vip"), right.add("sale")]
        left.merge(right)
        operations += [left.remove("vip"), right.add("vip"), left.remove("sale")]
        return History(name: "a tag comes and goes", operations: operations)
    }

    /// One author, each write replacing the one before.
    static var chainOfReplacements: History {
        var replica = CellReplica(3)
        let operations = (1...7).map { replica.write("value \($0)") }
        return History(name: "a chain of seven replacements", operations: operations)
    }

    /// Seven authors that never saw each other, all values stay.
    static var sevenApart: History {
        let operations = (0..<7).map { number in
            var replica = CellReplica(UInt16(number))
            return replica.write("of \(number)")
        }
        return History(name: "seven authors apart", operations: operations)
    }

    private static func joined(_ one: CellReplica, _ other: CellReplica) -> CellReplica {
        var replica = one
        replica.merge(other)
        return replica
    }
}
